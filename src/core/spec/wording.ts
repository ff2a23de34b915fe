import type { Path } from './problem.ts';

/** What a JSON type is called in a sentence. */
export const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  string: 'a text in double quotes',
  object: 'an object { … }',
  array: 'a list [ … ]',
};

/** A field as a sentence names it: `` `hiddenSize` ``, `` `inputs[1]` ``, or `the experiment`. */
export function fieldName(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the experiment';
  return typeof last === 'number' ? `\`${String(path.at(-2) ?? '')}[${last}]\`` : `\`${last}\``;
}

/** A value as a sentence names it; a long text is cut. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return 'a list';
  return value !== null && typeof value === 'object' ? 'an object' : String(value);
}

/** 1,000,000; very large and small numbers as 1e+30 and 1e-6. */
export function formatNumber(value: number): string {
  const plain = value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e21);
  return plain ? value.toLocaleString('en-GB', { maximumFractionDigits: 20 }) : value.toExponential();
}

/** `1 layer`, `20,000 characters`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `a, b or c`. */
export function listed(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
