const memoryWords = /out of memory|allocation failed|memory\.grow|invalid array length|OOM|memory access out of bounds/i;

/** Why a run ended, as a sentence for a person. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!memoryWords.test(message)) return message;
  return `Out of memory (${message}). Make hiddenSize, batchSize or tau smaller.`;
}
