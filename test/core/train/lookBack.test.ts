import { SingularValueDecomposition } from 'ml-matrix';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { decodeProbe, encodeProbe } from '../../../src/core/checkpoint/probeFile.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { CellSpec, LayerSpec } from '../../../src/core/spec/experiment.ts';
import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { float64 } from '../../float64/load.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

const { tf, recurrent, lookBack, lagsWithin, readingsOf, back, initialise, split, makeCell } = float64;

const tanh: CellSpec = { kind: 'tanh', recurrentInitialiser: 'orthogonal' };
const breathe = async () => undefined;
const always = () => true;
const modelOf = (cell: CellSpec, hiddenSize: number, nX: number, directions: readonly LayerSpec['direction'][] = ['forward']) =>
  recurrent({ layers: directions.map((direction) => ({ cell, hiddenSize, direction })), output: 'last', inputSize: nX, outputSize: 1 });
type Model = ReturnType<typeof modelOf>;

const drawn = (model: Model, scale = 1) => {
  const random = split(5, 'weights');
  return Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => scale * random.normal()), [...shape])]));
};
const inputs = (tau: number, nX: number) => {
  const random = split(6, 'data');
  return tf.tensor3d(Array.from({ length: tau * nX }, () => random.normal()), [1, tau, nX]);
};

/** One tanh layer with nothing but W. */
function linear(W: number[] | Float32Array, n: number, tau: number, b = 0, cell = tanh) {
  const model = modelOf(cell, n, 1);
  const parameters = { ...Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.zeros([...shape])])), 'layers.0.W': tf.tensor2d(W, [n, n]), 'layers.0.b': tf.fill([n], b) };
  return lookBack(model, parameters, tf.zeros([1, tau, 1]), always, breathe);
}

const n = 6;
const Q = initialise({ name: 'W', shape: [n, n], initialiser: { kind: 'orthogonal', blocks: 1 } }, split(2, 'weights'));

describe('a linear network with W = ρQ, Q orthogonal', () => {
  it.each([[0.8, 60], [1, 60], [1.1, 60], [0.2, 500], [30, 300]])('ρ = %d over %d steps: the logarithm of the norm is k·log₁₀ρ ± 1e-3, further than floating point reaches', async (rho, tau) => {
    const { chains: [chain], left } = await linear(Q.map((q) => rho * q), n, tau);
    expect(left).toEqual([]);
    expect(chain!.logNorms).toHaveLength(tau);
    for (const [i, log] of chain!.logNorms.entries()) expect(Math.abs(log - (i + 1) * Math.log10(rho))).toBeLessThan(1e-3);
    for (const { values } of chain!.singularValues) for (const value of values) expect(value / rho).toBeCloseTo(1, 5);
    for (const { re, im } of [chain!.W!, chain!.J]) for (const [i, real] of re.entries()) expect(Math.hypot(real, im[i]!) / rho).toBeCloseTo(1, 5);
  });
});

describe('Jacobians from state to state', () => {
  const recurring = cellSpecs.filter((cell) => Object.keys(cellFacts(cell).recurrent).length > 0);

  it.each(recurring.map((cell) => [nameOf(cell), cell] as const))('of %s: norms of products agree with central differences of the whole state', async (_, spec) => {
    const [tau, nX, units] = [5, 2, 3];
    const model = modelOf(spec, units, nX);
    const parameters = drawn(model, 0.7);
    const x = inputs(tau, nX);
    const { chains: [chain] } = await lookBack(model, parameters, x, always, breathe);
    const cell = makeCell(spec, nX, units);
    const own = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name.replace('layers.0.', ''), value]));
    const sizes = Object.entries(cell.stateSizes);
    /** All entries of the state after steps from … to − 1. */
    const run = (s: readonly number[], from: number, to: number): number[] => {
      let at = 0;
      let state = Object.fromEntries(sizes.map(([entry, columns]) => [entry, tf.tensor2d(s.slice(at, at += columns), [1, columns])]));
      for (let t = from; t < to; t++) ({ state } = cell.step(own, state, tf.reshape(tf.slice(x, [0, t, 0], [1, 1, -1]), [1, nX]) as Tensor2D, { t, training: false, random: split(1, 'noise') }) as { state: typeof state });
      return sizes.flatMap(([entry]) => Array.from(state[entry]!.dataSync()));
    };
    const zero = sizes.flatMap(([, columns]) => Array<number>(columns).fill(0));
    const flows = sizes.flatMap(([entry, columns]) => Array<boolean>(columns).fill(entry !== 'clock')); // which only counts
    for (const k of [1, 3]) {
      const s = run(zero, 0, tau - k);
      const moved = (i: number, by: number) => run(s.map((value, j) => (i === j ? value + by : value)), tau - k, tau).filter((_, j) => flows[j]);
      const columnOf = (i: number) => { const less = moved(i, -1e-5); return moved(i, 1e-5).map((value, j) => (value - less[j]!) / 2e-5); };
      const columns = s.map((_, i) => i).filter((i) => flows[i]).map(columnOf);
      expect(chain!.logNorms[k - 1]! - Math.log10(new SingularValueDecomposition(columns).diagonal[0]!), `k = ${k}`).toBeCloseTo(0, 5);
    }
  });

  it('of a layer that reads backward are those of the sequence turned round, and a layer above reads both', async () => {
    const model = modelOf(tanh, 3, 2, ['both', 'forward']);
    const parameters = drawn(model);
    const x = inputs(6, 2);
    const { chains } = await lookBack(model, parameters, x, always, breathe);
    expect(chains.map(({ chain }) => chain)).toEqual(['layers.0.forward', 'layers.0.backward', 'layers.1']);
    expect(chains.map(({ J }) => J.t)).toEqual([5, 0, 5]);
    const forward = modelOf(tanh, 3, 2);
    const own = Object.fromEntries(['U', 'W', 'b'].map((name) => [`layers.0.${name}`, parameters[`layers.0.backward.${name}`]!]));
    const turned = await lookBack(forward, { ...parameters, ...own }, tf.reverse(x, 1) as Tensor3D, always, breathe);
    expect(chains[1]!.logNorms).toEqual(turned.chains[0]!.logNorms);
  });

  it('pass over elements that are not there', async () => {
    const model = modelOf(tanh, 3, 2);
    const parameters = drawn(model);
    const [long, short] = await Promise.all([lookBack(model, parameters, inputs(6, 2), (t) => t < 4, breathe), lookBack(model, parameters, inputs(4, 2), always, breathe)]);
    expect(long).toEqual(short);
  });

  it('end where no gradient is left, at once or after some steps, and survive their file', async () => {
    const dead = await linear([1, 0, 0, 1], 2, 4, -10, { kind: 'relu', recurrentInitialiser: 'identity' });
    expect(dead.chains[0]).toMatchObject({ logNorms: [], ended: 'zero', singularValues: [{ values: [0, 0] }, { values: [0, 0] }, { values: [0, 0] }] });
    const nilpotent = await linear([0, 2, 0, 0], 2, 4);
    expect(nilpotent.chains[0]).toMatchObject({ logNorms: [expect.closeTo(Math.log10(2), 6)], ended: 'zero' });
    const probe: ProbeRecord = { kind: 'probe', step: 3, tau: 4, inputs: [], targets: [], values: {}, jacobians: { step: 3, chains: [...dead.chains, ...nilpotent.chains] } };
    expect(decodeProbe(encodeProbe(probe))).toEqual(probe);
    const { jacobians: _, ...rest } = probe;
    for (const wrong of [null, {}, { step: 1, chains: [{}] }, { step: 1, chains: [{ ...nilpotent.chains[0], logNorms: [null] }] }, { step: 1, chains: [{ ...nilpotent.chains[0], J: null }] }]) {
      expect(decodeProbe(encodeProbe({ ...probe, jacobians: wrong as never }))).toEqual(rest);
    }
  });

  it('of parameters that are not finite are none', async () => {
    const { chains } = await linear([NaN, 0, 0, 1], 2, 4);
    expect(chains[0]).toMatchObject({ logNorms: [], ended: 'notFinite', W: { re: [], im: [] } });
  });

  it('of a large model are few, or none, and it is said', async () => {
    const look = async (hiddenSize: number) => {
      const model = modelOf(tanh, hiddenSize, 1);
      return lookBack(model, Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.zeros([...shape])])), tf.zeros([1, 2, 1]), always, breathe);
    };
    expect(await look(257)).toEqual({ chains: [], left: ['layers.0 carries 257 numbers from step to step, and Jacobians are measured of up to 256.'] });
    const { chains, left } = await look(129);
    expect(chains).toMatchObject([{ logNorms: [], ended: 'zero', singularValues: [], J: { re: [] } }]);
    expect(left).toEqual(['layers.0 carries 129 numbers from step to step: singular values and eigenvalues are measured of up to 128.']);
    const lstm = (n: number) => makeCell({ kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' }, 50, n);
    expect([lagsWithin(lstm(128), 1e9), lagsWithin(lstm(64), 1e9), lagsWithin(lstm(64), 1e8), lagsWithin(lstm(129), 1e9)]).toEqual([13, 61, 1, 0]);
  });

  it('have a largest singular value to k = 40, whatever the leading direction was before: gates, and a rectifier one unit of which is dead for long', async () => {
    const tau = 50;
    for (const spec of cellSpecs.filter(({ kind }) => kind === 'gru' || kind === 'lstm' || kind === 'relu')) {
      const model = modelOf(spec, 4, 2);
      const parameters = drawn(model, 0.6);
      if (spec.kind === 'relu') Object.assign(parameters, { 'layers.0.W': tf.diag(tf.tensor1d([1.1, 0.9, 0.8, 0.95])), 'layers.0.U': tf.tensor2d([[1, 0.3, 0.2, 0.1], [0, 0, 0, 0]]), 'layers.0.b': tf.zeros([4]) });
      const x = spec.kind === 'relu' ? tf.tensor3d(Array.from({ length: tau * 2 }, (_, i) => (i % 2 === 0 ? (i === 20 ? -40 : 0.01) : 0)), [1, tau, 2]) : inputs(tau, 2);
      const { chains: [chain] } = await lookBack(model, parameters, x, always, breathe);
      const [reading] = await readingsOf(model, parameters, x, always, 1, breathe);
      let P: Float32Array = Float64Array.from({ length: reading!.steps[0]!.s.length ** 2 }, (_, i) => Number(i % (reading!.steps[0]!.s.length + 1) === 0)) as never;
      const N = reading!.steps[0]!.s.length;
      for (let k = 1; k <= 40; k++) {
        P = back(reading!, reading!.steps[tau - k]!, P);
        const norm = new SingularValueDecomposition(Array.from({ length: N }, (_, i) => Array.from(P.subarray(i * N, (i + 1) * N)))).diagonal[0]!;
        if (norm === 0) expect(chain!.logNorms[k - 1]).toBeUndefined();
        else expect(Math.abs(chain!.logNorms[k - 1]! - Math.log10(norm)), `${nameOf(spec)}, k = ${k}`).toBeLessThan(1e-3);
      }
    }
  });

  it('are beside the powers of W only where h passes through nothing else', async () => {
    const withW = await Promise.all(recurring.map(async (spec) => {
      const model = modelOf(spec, 3, 2);
      return (await lookBack(model, drawn(model, 0.7), inputs(3, 2), always, breathe)).chains[0]!.W ? nameOf(spec) : [];
    }));
    expect(withW.flat()).toEqual(['tanh', 'relu']);
    const still: CellSpec = { kind: 'reservoir', topology: 'random', spectralRadius: 0.9, density: 1, inputScaling: 1, bias: 0.5, feedbackScaling: 1, alpha: 0, noise: 0 };
    const model = modelOf(still, 3, 2);
    expect((await lookBack(model, drawn(model), inputs(3, 2), always, breathe)).chains[0]!.W!.re).toHaveLength(3);
  });

  it('are within their time with the reading: others have a turn at each step, and a layer that takes too long to read is left out, with those above it', async () => {
    const model = modelOf(tanh, 3, 2, ['forward', 'forward', 'forward']);
    const [parameters, x] = [drawn(model), inputs(10, 2)];
    let turns = 0;
    const all = await lookBack(model, parameters, x, always, async () => { turns++; });
    expect(all.left).toEqual([]);
    expect(turns).toBeGreaterThanOrEqual(3 * (10 + 10));
    turns = 0;
    const two = await lookBack(model, parameters, x, always, async () => { turns++; }, 5e6);
    expect(two.chains.map(({ chain, logNorms }) => [chain, logNorms.length])).toEqual([['layers.0', 2], ['layers.1', 2]]);
    expect(two.chains[0]!.logNorms).toEqual(all.chains[0]!.logNorms.slice(0, 2));
    expect(two.left).toContain('The Jacobians of layers.2 are not measured: it would take long to read 10 steps up to there.');
    const none = await lookBack(model, parameters, x, always, breathe, 1e6);
    expect([none.chains, none.left.length]).toEqual([[], 3]);
  });

  it('of what lies under a wide layer do not need that to be read', async () => {
    const model = recurrent({ layers: [3, 257].map((hiddenSize) => ({ cell: tanh, hiddenSize, direction: 'forward' })), output: 'last', inputSize: 2, outputSize: 1 });
    let turns = 0;
    const { chains, left } = await lookBack(model, drawn(model, 0.1), inputs(4, 2), always, async () => { turns++; });
    expect([chains.map(({ chain }) => chain), left]).toEqual([['layers.0'], ['layers.1 carries 257 numbers from step to step, and Jacobians are measured of up to 256.']]);
    expect(turns).toBeLessThan(4 * 2 + 8);
  });

  it('leave no tensor behind', async () => {
    const model = modelOf(tanh, 3, 2, ['both', 'forward']);
    const [parameters, x] = [drawn(model), inputs(6, 2)];
    const before = tf.memory().numTensors;
    await lookBack(model, parameters, x, always, breathe);
    expect(tf.memory().numTensors).toBe(before);
  });
});
