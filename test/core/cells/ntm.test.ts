import { expect, it } from 'vitest';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split } = float64;
const [N, width, nX, n, tau, S] = [5, 2, 3, 4, 7, 3];
const random = split(3, 'weights');
const xs = Array.from({ length: tau }, () => Array.from({ length: nX }, () => random.normal()));

const sigma = (a: number): number => 1 / (1 + Math.exp(-a));
const softplus = (a: number): number => Math.log(1 + Math.exp(a));
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const shares = (values: readonly number[]): number[] => values.map((value) => value / total(values));
const softmax = (values: readonly number[]): number[] => shares(values.map(Math.exp));
const dot = (a: readonly number[], b: readonly number[]): number => total(a.map((value, i) => value * b[i]!));
/** Column j of a matrix with so many columns. */
const column = (matrix: readonly number[], columns: number, j: number): number[] => matrix.filter((_, i) => i % columns === j);
const times = (row: readonly number[], matrix: readonly number[], columns: number): number[] => Array.from({ length: columns }, (_, j) => dot(row, column(matrix, columns, j)));
const plus = (...rows: readonly (readonly number[])[]): number[] => rows[0]!.map((_, i) => total(rows.map((row) => row[i]!)));

/** Added to what is divided by, and to what is taken to a power. */
const little = 1e-8;

/** w⁽ᵗ⁾ by equations 5 to 9 of the paper. */
function address(q: readonly number[], M: readonly (readonly number[])[], before: readonly number[]): number[] {
  const key = q.slice(0, width).map(Math.tanh);
  const [beta, g, s, gamma] = [softplus(q[width]!), sigma(q[width + 1]!), softmax(q.slice(width + 2, width + 2 + S)), 1 + softplus(q[width + 2 + S]!)];
  const content = softmax(M.map((row) => beta * dot(row, key) / Math.sqrt(dot(row, row) * dot(key, key) + little)));
  const gated = content.map((value, i) => g * value + (1 - g) * before[i]!);
  const shifted = gated.map((_, i) => s[0]! * gated[(i + 1) % N]! + s[1]! * gated[i]! + s[2]! * gated[(i + N - 1) % N]!);
  return shares(shifted.map((value) => (value + little) ** gamma));
}

/** A sequence cut into so many equal parts. */
const parts = (all: readonly number[], count: number): number[][] => Array.from({ length: count }, (_, i) => all.slice((i * all.length) / count, ((i + 1) * all.length) / count));

/** h, and where the heads look, by the numbers. */
function byHand(numbers: Record<string, number[]>, heads: number) {
  const { U, Ur, b, K, bK, w0, P } = numbers as Record<'U' | 'Ur' | 'b' | 'K' | 'bK' | 'w0' | 'P', number[]>;
  let M = Array.from({ length: N }, () => Array<number>(width).fill(1e-6));
  const begun = parts(w0, 2 * heads).map(softmax);
  let [write, read] = [begun.slice(0, heads), begun.slice(heads)];
  let r = Array<number>(heads * width).fill(0);
  const [columns, looking] = [bK.length, width + 3 + S];
  return xs.map((x) => {
    const k = plus(b, times(x, U, n), times(r, Ur, n)).map(Math.tanh);
    const q = plus(bK, times(k, K, columns));
    const [writers, readers] = [parts(q.slice(0, heads * (looking + 2 * width)), heads), parts(q.slice(heads * (looking + 2 * width)), heads)];
    write = writers.map((asked, head) => address(asked, M, write[head]!));
    read = readers.map((asked, head) => address(asked, M, read[head]!));
    const [e, a] = [writers.map((q) => q.slice(looking, looking + width).map(sigma)), writers.map((q) => q.slice(looking + width).map(Math.tanh))];
    // All heads erase before any adds.
    M = M.map((row, i) => row.map((value, j) => write.reduce((left, w, head) => left * (1 - w[i]! * e[head]![j]!), value) + total(write.map((w, head) => w[i]! * a[head]![j]!))));
    r = read.flatMap((w) => Array.from({ length: width }, (_, j) => dot(w, M.map((row) => row[j]!))));
    return { h: plus(k, times(r, P, n)), write: write.flat(), read: read.flat() };
  });
}

it.each([1, 2])('a Neural Turing machine is what its equations say, number by number: heads %i', (heads) => {
  const cell = makeCell({ kind: 'ntm', controller: 'feedforward', slots: N, width, heads, shift: 1 }, nX, n);
  const numbers = Object.fromEntries(cell.parameters.map((parameter) => [parameter.name, Array.from(initialise(parameter, random), (value) => value + 0.5 * random.normal())]));
  const parameters = Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, tf.tensor(numbers[name]!, [...shape])]));
  const zeros = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, size]) => [entry, tf.zeros([1, size])])) as never;
  const seen: Record<string, number[][]> = {};
  const { outputs } = unroll(cell, parameters, tf.tensor3d(xs.map((x) => [x])), zeros, { training: false, random }, {
    see(name, _, value) {
      (seen[name] ??= []).push(Array.from(value.dataSync()));
      return value;
    },
  });
  const h = (outputs.arraySync() as number[][][]).map(([row]) => row!);
  byHand(numbers, heads).forEach((step, t) => {
    for (const [found, wanted] of [[h[t]!, step.h], [seen['gate.write']![t]!, step.write], [seen['gate.read']![t]!, step.read]] as const) {
      expect(found.length).toBe(wanted.length);
      found.forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-9));
    }
  });
});

it('begins at the first row: a head does not write a little of everything everywhere', () => {
  const { initialiser, shape } = makeCell({ kind: 'ntm', controller: 'lstm', slots: 24, width: 12, heads: 2, shift: 1 }, nX, n).parameters.find(({ name }) => name === 'w0')!;
  const w0 = Array.from(initialise({ name: 'w0', shape, initialiser }, random));
  for (let head = 0; head < 4; head++) expect(softmax(w0.slice(24 * head, 24 * (head + 1)))[0]!).toBeGreaterThan(0.998);
});

it('a share that an update of w0 left below 0 in a state that was carried is taken for 0', () => {
  const cell = makeCell({ kind: 'ntm', controller: 'lstm', slots: N, width, heads: 1, shift: 0 }, nX, n);
  const parameters = Object.fromEntries(cell.parameters.map((parameter) => [parameter.name, tf.tensor(initialise({ ...parameter, ...parameter.name === 'bK' && { initialiser: { kind: 'constant', values: [-3] } } }, random), [...parameter.shape])]));
  const state = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, size]) => [entry, entry === 'looks' ? tf.fill([1, size], -0.5) : tf.zeros([1, size])])) as never;
  const { gates } = cell.step(parameters, state, tf.zeros([1, nX]), { t: 0, training: true, random });
  for (const w of Object.values(gates!)) for (const share of w.dataSync()) expect(share).toBeGreaterThanOrEqual(0);
});
