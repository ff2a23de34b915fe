/** Whether what has this number, from 0, is kept for validation: one in ten, without any order. Knuth's multiplicative hash. */
export function isKeptApart(number: number): boolean {
  return (Math.imul(number + 1, 2654435761) >>> 16) % 10 === 0;
}
