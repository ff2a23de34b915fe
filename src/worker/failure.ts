const memoryWords = /out of memory|allocation failed|memory\.grow|invalid array length|\bOOM\b|memory access out of bounds/i;

/** Why a run ended, as a sentence for a person. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const says = error instanceof Error && error.name === 'OwnCodeError'; // in a person's own words, whatever those are
  if (says || !memoryWords.test(message)) return message;
  return `Out of memory (${message}). Make hiddenSize, batchSize or tau smaller.`;
}
