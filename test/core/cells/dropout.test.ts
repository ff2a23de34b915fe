import { describe, expect, it } from 'vitest';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { textBatch, textPlan } from '../../engine/tfjs/batches.ts';
import { lstm, textModel } from '../../engine/tfjs/models.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, split, TfjsEngine } = float64;
const [B, tau, n, p] = [50, 6, 40, 0.3];
const tanh = { cell: { kind: 'tanh', recurrentInitialiser: 'orthogonal' }, hiddenSize: n, dropout: p } as const;
const model = recurrent({ layers: [tanh], output: 'each', inputSize: n, outputSize: n });
const none = tf.zeros([n, n]);

/** h of every step, `[B][tau][n]`, where o is h, b is zero, and U or W is the identity. */
function states(matrix: 'U' | 'W', training: boolean): number[][][] {
  const [U, W] = matrix === 'U' ? [tf.eye(n), none] : [none, tf.eye(n)];
  const parameters = { 'layers.0.U': U, 'layers.0.W': W, 'layers.0.b': tf.zeros([n]), V: tf.eye(n), c: tf.zeros([n]) };
  const first = [{ h: tf.fill([B, n], 0.5) }] as never;
  const x = tf.fill([B, tau, n], 0.5) as Tensor3D;
  return model.forward(parameters, { x }, first, { training, random: split(5, 'noise') }).o.arraySync() as number[][][];
}

const kept = (value: number): number => Math.tanh(value / (1 - p));
const shareOf = (rows: number[][][]): number => rows.flatMap((sequence) => sequence[0]!).filter((value) => value === 0).length / (B * n);
/** Four standard deviations of a share of p among so many. */
const near = 4 * Math.sqrt((p * (1 - p)) / (B * n));

describe('dropout', () => {
  it('drops a share p of what is read and enlarges the rest, another share for each sequence, the same at every step', () => {
    const h = states('U', true);
    for (const sequence of h) {
      for (const row of sequence) expect(row).toEqual(sequence[0]);
      for (const value of sequence[0]!) expect([0, kept(0.5)].some((possible) => Math.abs(possible - value) < 1e-15)).toBe(true);
    }
    expect(Math.abs(shareOf(h) - p)).toBeLessThan(near);
    expect(h[0]![0]).not.toEqual(h[1]![0]);
  });

  it('drops a share p of h on its way to the next step, the same units at every step', () => {
    const h = states('W', true);
    for (const sequence of h) {
      sequence[0]!.forEach((first, unit) => {
        let value = 0.5;
        for (const row of sequence) expect(Math.abs(row[unit]! - (value = first === 0 ? 0 : kept(value)))).toBeLessThan(1e-14);
      });
    }
    expect(Math.abs(shareOf(h) - p)).toBeLessThan(near);
  });

  it('is there in training alone', () => {
    for (const row of states('U', false).flat()) expect(new Set(row)).toEqual(new Set([Math.tanh(0.5)]));
  });

  it('is drawn again for each update, and the same when an update is made again', async () => {
    const spec = { ...textModel().spec, layers: [{ cell: lstm, hiddenSize: 6, dropout: 0.5 }] };
    const compile = () => new TfjsEngine('cpu').compile(recurrent(spec), { ...textPlan, optimiser: { kind: 'sgd', learningRate: 1e-9, momentum: 0 } }, 1);
    const losses = async () => {
      const compiled = await compile();
      const found = [(await compiled.run(textBatch(0))).loss, (await compiled.run(textBatch(0))).loss];
      compiled.dispose();
      return found;
    };
    const [first, second] = await losses();
    expect(Math.abs(first! - second!)).toBeGreaterThan(1e-3);
    expect(await losses()).toEqual([first, second]);
  });
});
