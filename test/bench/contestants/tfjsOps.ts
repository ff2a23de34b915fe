import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../../src/core/data/batch.ts';
import { Missing } from '../lib/competitor.ts';
import type { Prepared } from '../lib/competitor.ts';
import { batchesOf } from '../lib/draw.ts';
import type { Tensors } from '../lib/draw.ts';
import type { SequenceWorkload } from '../lib/workload.ts';

/** A language model on a cell written by hand in stock ops, with stock gradients and the stock optimiser. */
export function prepareOps(workload: SequenceWorkload, tensors: Tensors): Prepared {
  const variable = (name: string) => tf.variable(tf.tensor(tensors[name]!.data, [...tensors[name]!.shape]));
  const own = Object.keys(tensors).filter(name => name.startsWith('layers.0.')).map(name => [name.slice('layers.0.'.length), variable(name)]);
  const parameters = { ...Object.fromEntries(own), V: variable('V'), c: variable('c') } as Parameters;
  const optimiser = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
  const batches = batchesOf(workload, tensors);
  let number = 0;
  const update = () => train(parameters, optimiser, workload, batches[number++ % batches.length]!);
  return {
    step: async () => { await update(); },
    async check() {
      const norm = gradientNorm(parameters, workload, batches[0]!);
      const [first, , third] = [await update(), await update(), await update()];
      return { 'loss': first, 'gradient norm': norm, 'loss after two updates': third };
    },
    dispose: () => { tf.dispose(parameters); optimiser.dispose(); },
  };
}

type Parameters = { U: tf.Variable<tf.Rank.R2>; W: tf.Variable<tf.Rank.R2>; S: tf.Variable<tf.Rank.R2>; b: tf.Variable<tf.Rank.R1>; V: tf.Variable<tf.Rank.R2>; c: tf.Variable<tf.Rank.R1>; p: tf.Variable<tf.Rank.R1>; aAlpha: tf.Variable<tf.Rank.R1> };

async function train(parameters: Parameters, optimiser: tf.Optimizer, workload: SequenceWorkload, batch: Batch): Promise<number> {
  const loss = optimiser.minimize(() => meanLoss(parameters, workload, batch), true)!;
  const [value] = await loss.data();
  loss.dispose();
  return value!;
}

function gradientNorm(parameters: Parameters, workload: SequenceWorkload, batch: Batch): number {
  const norm = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => meanLoss(parameters, workload, batch));
    return tf.norm(tf.stack(Object.values(grads).map(gradient => tf.norm(gradient))));
  });
  const [value] = norm.dataSync();
  norm.dispose();
  return value!;
}

function meanLoss(parameters: Parameters, workload: SequenceWorkload, { batchSize: B, tau, x, y }: Batch): tf.Scalar {
  const { V, c } = parameters;
  const xs = oneHot(x.data as Int32Array, [B, tau], x.size).transpose([1, 0, 2]).unstack() as tf.Tensor2D[];   // tau times [B, nX]
  const o = tf.add(c, tf.matMul(tf.concat(read(workload, parameters, xs)), V));                                 // [tau·B, nO]
  const targets = oneHot(y.data as Int32Array, [B, tau], y.size).transpose([1, 0, 2]).reshape([tau * B, y.size]);
  return tf.losses.softmaxCrossEntropy(targets, o);
}

/** h of every step, [B, n] each. */
function read({ cell, hiddenSize: n, batchSize: B }: SequenceWorkload, parameters: Parameters, xs: readonly tf.Tensor2D[]): tf.Tensor2D[] {
  const zeros = (): tf.Tensor2D => tf.zeros([B, n]);
  switch (cell.kind) {
    case 'lstm': return readLstm(parameters, xs, zeros(), zeros());
    case 'peepholeLstm': return readPeephole(parameters, xs, zeros(), zeros());
    case 'skip': return readSkip(parameters, xs, Array.from({ length: cell.delay }, zeros));
    case 'leaky': return readLeaky(parameters, xs, zeros());
    case 'clockwork': return readClockwork(parameters, xs, zeros(), cell.periods);
    default: throw new Missing(`No cell "${cell.kind}" is written in ops.`);
  }
}

type Four = [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];

function readLstm({ U, W, b }: Parameters, xs: readonly tf.Tensor2D[], h: tf.Tensor2D, s: tf.Tensor2D): tf.Tensor2D[] {
  return xs.map(x => {
    const [i, f, g, o] = tf.split(tf.add(b, tf.add(tf.matMul(x, U), tf.matMul(h, W))), 4, 1) as Four;
    s = tf.add(tf.mul(tf.sigmoid(f), s), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    return h = tf.mul(tf.sigmoid(o), tf.tanh(s));
  });
}

function readPeephole({ U, W, b, p }: Parameters, xs: readonly tf.Tensor2D[], h: tf.Tensor2D, s: tf.Tensor2D): tf.Tensor2D[] {
  const [pi, pf, po] = tf.split(p, 3) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  return xs.map(x => {
    const [i, f, g, o] = tf.split(tf.add(b, tf.add(tf.matMul(x, U), tf.matMul(h, W))), 4, 1) as Four;
    s = tf.add(tf.mul(tf.sigmoid(tf.add(f, tf.mul(pf, s))), s), tf.mul(tf.sigmoid(tf.add(i, tf.mul(pi, s))), tf.tanh(g)));
    return h = tf.mul(tf.sigmoid(tf.add(o, tf.mul(po, s))), tf.tanh(s));
  });
}

function readLeaky({ U, W, b, aAlpha }: Parameters, xs: readonly tf.Tensor2D[], h: tf.Tensor2D): tf.Tensor2D[] {
  const alpha = tf.sigmoid(aAlpha);
  const rest = tf.sub(1, alpha);
  return xs.map(x => h = tf.add(tf.mul(alpha, h), tf.mul(rest, tf.tanh(tf.add(b, tf.add(tf.matMul(x, U), tf.matMul(h, W)))))));
}

/** @param past h⁽ᵗ⁻ᵈ⁾ … h⁽ᵗ⁻¹⁾ */
function readSkip({ U, W, S, b }: Parameters, xs: readonly tf.Tensor2D[], past: readonly tf.Tensor2D[]): tf.Tensor2D[] {
  return xs.map(x => {
    const h = tf.tanh(tf.add(tf.add(b, tf.matMul(x, U)), tf.add(tf.matMul(past[0]!, S), tf.matMul(past.at(-1)!, W)))) as tf.Tensor2D;
    past = [...past.slice(1), h];
    return h;
  });
}

/** Of periods in ascending order of which each divides the next: those who are due are the first units of h, and no others are computed. */
function readClockwork({ U, W, b }: Parameters, xs: readonly tf.Tensor2D[], h: tf.Tensor2D, periods: readonly number[]): tf.Tensor2D[] {
  const [B, n] = h.shape;
  const size = n / periods.length;
  const T = tf.tensor1d(periods.flatMap(period => Array<number>(size).fill(period)));
  const joined = tf.mul(W, tf.cast(tf.greaterEqual(tf.reshape(T, [n, 1]), T), 'float32')) as tf.Tensor2D;
  const modules = periods.map((_, i) => ({
    U: tf.slice(U, [0, 0], [-1, size * (i + 1)]), W: tf.slice(joined, [0, 0], [-1, size * (i + 1)]), b: tf.slice(b, 0, size * (i + 1)),
  }));
  return xs.map((x, t) => {
    const count = periods.filter(period => t % period === 0).length;
    const [due, { U, W, b }] = [size * count, modules[count - 1]!];
    const next = tf.tanh(tf.add(b, tf.add(tf.matMul(x, U), tf.matMul(h, W)))) as tf.Tensor2D;
    return h = due === n ? next : tf.concat([next, tf.slice(h, [0, due], [B, n - due])], 1);
  });
}

/** Cast afterwards: asked for float32, the backend would write an integer's bits. */
function oneHot(indices: Int32Array, shape: [number, number], classes: number): tf.Tensor {
  return tf.cast(tf.oneHot(tf.tensor2d(indices, shape, 'int32'), classes), 'float32');
}
