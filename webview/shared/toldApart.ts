import { formatNumber } from './format.ts';

const mostDigits = 12;

/** Numbers in their order, as short as they are told apart; '' where there is none. */
export function toldApart(values: readonly (number | null)[]): string[] {
  const known = values.filter((value) => value !== null);
  const step = known.slice(1).reduce((least, value, i) => Math.min(least, Math.abs(value - known[i]!)), Infinity);
  let digits = 3;
  while (digits < mostDigits && known.some((value) => Math.abs(Number(formatNumber(value, digits).replaceAll(',', '')) - value) > step / 50)) digits++;
  return values.map((value) => (value === null ? '' : formatNumber(value, digits)));
}
