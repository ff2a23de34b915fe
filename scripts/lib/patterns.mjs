/** What FORCE learns to go on with (Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018, figure 2): a sum of four sines, a triangle and a square, all of one period. */
const period = 120;
/** Of the sine that goes round so many times in a period. */
const amplitudes = [1, 1 / 2, 1 / 6, 1 / 3];
const decimals = 5;

const sines = t => amplitudes.reduce((sum, amplitude, k) => sum + amplitude * Math.sin(2 * Math.PI * (k + 1) * t / period), 0);
const triangle = t => 1 - 2 * Math.abs(2 * (t % period) / period - 1);
const square = t => (t % period < period / 2 ? 1 : -1);

/** The three patterns, row by row, as a table. */
export function patternTable(rows) {
  const cell = value => String(Number(value.toFixed(decimals)) + 0); // no -0
  const lines = Array.from({ length: rows }, (_, t) => `${[sines, triangle, square].map(pattern => cell(pattern(t))).join(',')}\n`);
  return `sines,triangle,square\n${lines.join('')}`;
}
