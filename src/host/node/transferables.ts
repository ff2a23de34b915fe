/** @returns the buffers within a message, each once, so that they change hands instead of being copied */
export function transferables(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(message, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (value instanceof ArrayBuffer) found.add(value);
  else if (ArrayBuffer.isView(value)) collect(value.buffer, found);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, found);
}
