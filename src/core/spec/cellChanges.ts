import type { Change, Changes } from './changes.ts';
import type { RecurrentInitialiser } from './experiment.ts';

/** The value of an option where none is given, and in the header's example. @param name as the code takes it apart: `delay: d` */
export function option(name: string, usual: number | readonly number[], value: number | readonly number[]): Changes {
  const [key, before, after] = [name.replace(/:.*/, ''), inCode(usual), inCode(value)];
  return before === after ? {} : { cell: [[`${name} = ${before}`, `${name} = ${after}`], [`"${key}": ${before}`, `"${key}": ${after}`]] };
}

const inCode = (value: number | readonly number[]): string => (typeof value === 'number' ? String(value) : `[${value.join(', ')}]`);

/** W that begins in another way. @param usual the template's */
export function recurrentStart({ recurrentInitialiser: kind }: { readonly recurrentInitialiser: RecurrentInitialiser }, usual: RecurrentInitialiser = 'orthogonal'): Changes {
  if (kind === usual) return {};
  return { cell: [[`'${usual}'`, kind === 'uniform' ? '{ kind: \'uniform\', limit: 1 / Math.sqrt(n) }' : `'${kind}'`]] };
}

/** b that begins in another way. @param usual the template's @param signs of chrono */
export function gateBiases({ forgetBias, chrono }: { readonly forgetBias: number; readonly chrono: number }, usual: readonly number[], signs: readonly number[]): Changes {
  const text = `{ kind: 'constant', values: [${usual.join(', ')}] }`;
  const says = 'what is there is kept at first: b_f = 1';
  if (chrono > 0) return { cell: [[text, `{ kind: 'chrono', longest: ${chrono}, signs: [${signs.join(', ')}] }`], [says, 'memories of all lengths at first']] };
  if (forgetBias === 1) return {};
  const values = usual.map(value => value * forgetBias).join(', ');
  return { cell: [[text, `{ kind: 'constant', values: [${values}] }`], forgetBias > 0 ? ['b_f = 1', `b_f = ${forgetBias}`] : [says, `b_f begins at ${String(forgetBias).replace('-', '−')}`]] };
}

/** U whose weights begin with a variance, over the number of inputs. @param inputs those, in the letters of the template */
export function weightVariance(inputs: string, variance: number): Changes {
  return variance === 0 ? {} : { cell: [['initialiser: \'glorot\' },', `initialiser: { kind: 'uniform', limit: Math.sqrt(3 * ${variance} / ${inputs}) } },     // of the variance ${variance} over the number of inputs`]] };
}

/** α that is learnt from time constants on, and what the test says of that. */
export function learntSpread({ from, to }: { readonly from: number; readonly to: number }): Changes {
  const cell: readonly Change[] = [
    ['alpha: first = 0.9', `from = ${from}, to = ${to}`],
    ['[logit(first)]', 'Array.from({ length: n }, (_, unit) => logit(Math.exp(-1 / (from * (to / from) ** (unit / Math.max(1, n - 1))))))'],
    ['The α of all units at first is an option: { "kind": "./cells/NAME.ts", "alpha": 0.9 }.', `At first α = exp(−1/T), with T spread evenly on a logarithmic scale, as options say: { "kind": "./cells/NAME.ts", "from": ${from}, "to": ${to} }.`],
  ];
  return { cell, test: [['options: { alpha: 0.9 }', 'options: { from: 2, to: 32 }'], ['[0.9].map', '[Math.exp(-1 / 2), Math.exp(-1 / 8), Math.exp(-1 / 32)].map']] };
}

/** Where rectified linear units do not begin as the IRNN. */
export const noIdentity: Changes = { cell: [[' (Le et al. 2015). W begins as the identity, so that h stays what it is until\n * something is learnt: the IRNN.', '.']] };

/** Where the skip is the only connection. */
export const withoutW: Changes = {
  cell: [
    [' + h⁽ᵗ⁻¹⁾·W', ''], ['    W: { shape: [n, n], initialiser: \'orthogonal\' },\n', ''], ['{ U, W, S, b }', '{ U, S, b }'], ['add(matMul(before, W), matMul(earlier, S))', 'matMul(earlier, S)'],
    [' is read as well, through a matrix of its own', ' is read, and not that of the step before'],
  ],
  test: [[' + h⁽ᵗ⁻¹⁾·W', ''], [' W: [[-0.8]],', ''], [' + 0.2 * -0.8', '']],
};

/** Where a layer of tanh units controls the heads rather than an LSTM. */
export const feedforwardController: Changes = {
  cell: [
    ['an LSTM k that', 'a controller k that'],
    [` *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + r⁽ᵗ⁻¹⁾·Ur + k⁽ᵗ⁻¹⁾·W     of i, f, g and o of the LSTM, side by side
 *   c⁽ᵗ⁾ = σ(a_f) ⊙ c⁽ᵗ⁻¹⁾ + σ(aᵢ) ⊙ tanh(a_g)
 *   k⁽ᵗ⁾ = σ(aₒ) ⊙ tanh(c⁽ᵗ⁾)
`, ' *   k⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + r⁽ᵗ⁻¹⁾·Ur)\n'],
    [', k: n, c: n }', ' }'], ['4 * n], initialiser: \'glorot\', blocks: 4', 'n], initialiser: \'glorot\''], ['      W: { shape: [n, 4 * n], initialiser: \'orthogonal\', blocks: 4 },\n', ''], ['b: { shape: [4 * n]', 'b: { shape: [n]'],
    ['{ U, Ur, W, b, K,', '{ U, Ur, b, K,'], [', k: before, c: kept }', ' }'],
    [`      const a = add(b, add(add(matMul(x, U), matMul(read, Ur)), matMul(before, W)));      // [B, 4n]
      const [ai, af, ag, ao] = split(a, 4, 1);                                            // [B, n] each
      const c = add(mul(sigmoid(af), kept), mul(sigmoid(ai), tanh(ag)));                  // [B, n]
      const k = mul(sigmoid(ao), tanh(c));                                                // [B, n]
`, '      const k = tanh(add(b, add(matMul(x, U), matMul(read, Ur))));                        // [B, n]\n'],
    [', r, k, c },', ', r },'],
  ],
  test: [
    ['const [U, Ur, W, b] = [[0.5, -0.6, 0.9, 0.2], [[-0.4, 0.1, 0.6, 0.3], [0.7, 0.8, -0.2, 0.5]], [-0.8, 0.7, 0.4, -0.3], [0.1, 0.3, -0.2, 0.6]];', 'const [U, Ur, b] = [[0.5], [[-0.4], [0.7]], [0.1]];'],
    ['const [x, read, k, c] = [0.7, [0.3, -0.5], 0.2, -0.9];', 'const [x, read] = [0.7, [0.3, -0.5]];'], [' Ur, W: [W], b,', ' Ur, b,'], [', k: [[k]], c: [[c]] }', ' }'], [' + k * at(W, j)', ''],
    [`  const carried = sigmoid(at(a, 1)) * c + sigmoid(at(a, 0)) * Math.tanh(at(a, 2));
  const controller = sigmoid(at(a, 3)) * Math.tanh(carried);
`, '  const controller = Math.tanh(at(a, 0));\n'],
    ['  near(state.c, [[carried]]);\n  near(state.k, [[controller]]);\n', ''],
  ],
};
