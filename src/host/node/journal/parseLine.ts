/** @returns the record, or undefined for a line torn by a process that was killed while writing it */
export function parseLine<T extends object>(line: string): T | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value as T : undefined;
  } catch {
    return undefined;
  }
}
