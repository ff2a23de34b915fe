import { lehmer } from './lehmer.mjs';

/** NARMA-10 (Atiya & Parlos 2000) from a small generator of its own, so that it is the same each time: what goes in, and what comes out. */
export function narma(rows) {
  const random = lehmer(1);
  const [u, y] = [Array.from({ length: rows }, () => 0.5 * random()), new Array(10).fill(0)];
  for (let t = 9; t + 1 < rows; t++) y[t + 1] = 0.3 * y[t] + 0.05 * y[t] * y.slice(t - 9, t + 1).reduce((a, b) => a + b) + 1.5 * u[t - 9] * u[t] + 0.1;
  return { u, y };
}
