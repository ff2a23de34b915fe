import { describe, expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { recurrent as recurrentHere } from '../../../src/core/models/recurrent.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { textBatch, textPlan } from '../../engine/tfjs/batches.ts';
import { textModel } from '../../engine/tfjs/models.ts';
import { startPlanned } from '../../engine/planned/start.ts';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split, recurrent, TfjsEngine } = float64;
const [n, B, nX] = [7, 2, 3];
const periods = [1, 2, 5];
/** Of the seven units: three in the first module, two in each of the others. */
const periodOf = [1, 1, 1, 2, 2, 5, 5];
const spec: CellSpec = { kind: 'clockwork', periods, recurrentInitialiser: 'orthogonal' };

/** h of every step, and the same by loops over numbers. */
function both(tau: number): { h: number[][][]; byHand: number[][][] } {
  const cell = makeCell(spec, nX, n);
  const random = split(4, 'weights');
  const [U, W, b] = cell.parameters.map((parameter) => (parameter.name === 'b' ? Float32Array.from({ length: n }, () => random.normal()) : initialise(parameter, random)));
  const x = Array.from({ length: tau }, () => Array.from({ length: B }, () => Array.from({ length: nX }, () => random.normal())));
  const parameters = { U: tf.tensor(U!, [nX, n]), W: tf.tensor(W!, [n, n]), b: tf.tensor(b!, [n]) };
  const zeros = tf.zeros([B, n]) as Tensor2D;
  const { outputs } = unroll(cell, parameters, tf.tensor3d(x), { h: zeros, clock: zeros }, { training: false, random });
  let h = Array.from({ length: B }, () => Array<number>(n).fill(0));
  const byHand = x.map((rows, t) => {
    h = h.map((before, row) => before.map((old, unit) => {
      if (t % periodOf[unit]! !== 0) return old;
      let a = b![unit]!;
      for (let i = 0; i < nX; i++) a += rows[row]![i]! * U![i * n + unit]!;
      for (let from = 0; from < n; from++) if (periodOf[from]! >= periodOf[unit]!) a += before[from]! * W![from * n + unit]!;
      return Math.tanh(a);
    }));
    return h;
  });
  return { h: outputs.arraySync() as number[][][], byHand };
}

describe('a clockwork network', () => {
  it('is what its equations say, unit by unit', () => {
    const { h, byHand } = both(12);
    h.forEach((rows, t) => rows.forEach((row, b) => row.forEach((value, unit) => expect(Math.abs(value - byHand[t]![b]![unit]!)).toBeLessThan(1e-12))));
  });

  it('leaves the state of a module exactly as it was where its clock does not tick', () => {
    const { h } = both(30);
    for (let t = 1; t < 30; t++) {
      for (let unit = 0; unit < n; unit++) expect([t, unit, h[t]![0]![unit] === h[t - 1]![0]![unit]]).toEqual([t, unit, t % periodOf[unit]! !== 0]);
    }
  });
});

const adam = { ...textPlan, optimiser: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } } as const;
const layers = [{ cell: spec, hiddenSize: n }];

describe.each([
  ['TensorFlow.js, in float64', async () => new TfjsEngine('cpu').compile(recurrent({ ...textModel(spec).spec, layers }), adam, 1)],
  ['planned', async () => (await startPlanned(1)).compile(recurrentHere({ ...textModel(spec).spec, layers }), adam, 1)],
  ['planned, on two threads', async () => (await startPlanned(2)).compile(recurrentHere({ ...textModel(spec).spec, layers }), adam, 1)],
] as const)('a clockwork network, %s', (_, compile) => {
  it('has exact zeros where there is no connection, before and after training, and connections elsewhere', async () => {
    const compiled = await compile();
    const before = (await compiled.snapshot())['layers.0.W']!.data;
    for (let i = 0; i < 10; i++) await compiled.run(textBatch(i, { tau: 12 }));
    const after = (await compiled.snapshot())['layers.0.W']!.data;
    compiled.dispose();
    for (let from = 0; from < n; from++) {
      for (let to = 0; to < n; to++) {
        const joined = periodOf[from]! >= periodOf[to]!;
        const at = from * n + to;
        expect([from, to, before[at] === 0, after[at] === 0, after[at] === before[at]]).toEqual([from, to, !joined, !joined, !joined]);
      }
    }
  });

  it('keeps the state of a module, and says so, where its clock does not tick; the clocks go on from batch to batch', async () => {
    const compiled = await compile();
    const { 'layers.0.h': h, 'layers.0.gate.due': due } = await compiled.probe(textBatch(1, { tau: 12 }));
    await compiled.run(textBatch(1, { tau: 7 }));
    const clock = (await compiled.snapshot())['state/layers.0.clock']!.data;
    compiled.dispose();
    for (let t = 1; t < 12; t++) {
      for (let unit = 0; unit < n; unit++) {
        const ticks = t % periodOf[unit]! === 0;
        expect([t, unit, due!.data[t * n + unit], h!.data[t * n + unit] !== h!.data[(t - 1) * n + unit]]).toEqual([t, unit, Number(ticks), ticks]);
      }
    }
    expect(Array.from(clock.slice(0, n))).toEqual(periodOf.map((period) => 7 % period));
  });
});
