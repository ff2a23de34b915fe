import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../../src/core/data/batch.ts';
import { Missing } from '../lib/competitor.ts';
import type { Prepared } from '../lib/competitor.ts';
import { batchesOf } from '../lib/draw.ts';
import type { Tensors } from '../lib/draw.ts';
import { readText } from '../lib/readText.ts';
import type { SequenceWorkload } from '../lib/workload.ts';

/** A workload as a user of stock layers writes it: `tf.sequential`, `trainOnBatch`. */
export function prepareLayers(workload: SequenceWorkload, tensors: Tensors): Prepared {
  const model = makeModel(workload);
  setWeights(model, workload, tensors);
  const work = workload.kind === 'sampling' ? sampling(model, workload, tensors) : training(model, workload, tensors);
  return { ...work, dispose: () => { model.dispose(); } };
}

function makeModel(workload: SequenceWorkload): tf.Sequential {
  const { layers, bothWays, batchSize, tau, inputSize, outputSize, loss, kind } = workload;
  const model = tf.sequential();
  for (let layer = 0; layer < layers; layer++) {
    const place = layer > 0 ? {} : { batchInputShape: [batchSize, kind === 'sampling' ? 1 : tau, inputSize] };
    const own = cellLayer(workload, layer === layers - 1, place);
    model.add(bothWays ? tf.layers.bidirectional({ ...place, layer: own as tf.RNN, mergeMode: 'concat' }) : own);
  }
  const classifies = loss === 'crossEntropy';
  // Sampling reads logits.
  model.add(tf.layers.dense({ units: outputSize, activation: classifies && kind === 'training' ? 'softmax' : 'linear' }));
  model.compile({ optimizer: tf.train.adam(0.001, 0.9, 0.999, 1e-8), loss: classifies ? 'sparseCategoricalCrossentropy' : 'meanSquaredError' });
  return model;
}

function cellLayer({ cell, hiddenSize: units, output, kind }: SequenceWorkload, top: boolean, place: object): tf.layers.Layer {
  // Weights are set afterwards; the default, a random rotation, would be drawn slowly.
  const common = { ...place, units, recurrentInitializer: 'zeros' as const, stateful: kind === 'sampling', returnSequences: kind === 'training' && (output === 'each' || !top) };
  switch (cell.kind) {
    case 'tanh': return tf.layers.simpleRNN({ ...common, activation: 'tanh' });
    case 'lstm': return tf.layers.lstm({ ...common, recurrentActivation: 'sigmoid' });
    case 'gru': return tf.layers.gru({ ...common, recurrentActivation: 'sigmoid' });
    case 'leaky': case 'peepholeLstm': case 'skip': case 'clockwork': throw new Missing(`TensorFlow.js has no layer of the cell "${cell.kind}".`);
  }
}

/** Keras has kernel, recurrent kernel and bias of each layer. The gates of its LSTM are in Unfold's order, those of its GRU are not. */
function setWeights(model: tf.Sequential, { layers, bothWays, cell, hiddenSize }: SequenceWorkload, tensors: Tensors): void {
  const chains = Array.from({ length: layers }, (_, layer) => (bothWays ? [`layers.${layer}.forward`, `layers.${layer}.backward`] : [`layers.${layer}`])).flat();
  const names = [...chains.flatMap(chain => ['U', 'W', 'b'].map(name => `${chain}.${name}`)), 'V', 'c'];
  const values = names.map(name => {
    const { shape, data } = tensors[name]!;
    const value = tf.tensor(data, [...shape]);
    return cell.kind === 'gru' && name.startsWith('layers.') ? swapGates(value, hiddenSize) : value;
  });
  model.setWeights(values);
  tf.dispose(values);
}

/** r u g → u r g, which Keras calls z r h. */
function swapGates(value: tf.Tensor, n: number): tf.Tensor {
  const axis = value.rank - 1;
  const [r, u, g] = tf.split(value, [n, n, n], axis) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return tf.concat([u, r, g], axis);
}

function training(model: tf.Sequential, workload: SequenceWorkload, tensors: Tensors): Omit<Prepared, 'dispose'> {
  const batches = batchesOf(workload, tensors);
  let number = 0;
  const update = async () => {
    const { x, y } = asTensors(workload, batches[number++ % batches.length]!);
    const loss = await model.trainOnBatch(x, y) as number;
    tf.dispose([x, y]);
    return loss;
  };
  return {
    step: async () => { await update(); },
    async check() {
      const [first, , third] = [await update(), await update(), await update()];
      return { 'loss': first, 'loss after two updates': third };
    },
  };
}

function asTensors({ output }: SequenceWorkload, { batchSize, x, y }: Batch): { x: tf.Tensor; y: tf.Tensor } {
  return tf.tidy(() => ({
    x: x.kind === 'indices'
      ? tf.cast(tf.oneHot(tf.tensor2d(x.data, [batchSize, x.tau], 'int32'), x.size), 'float32')
      : tf.tensor3d(x.data, [batchSize, x.tau, x.size]),
    y: y.kind === 'indices'
      ? tf.tensor3d(Float32Array.from(y.data), [batchSize, y.tau, 1])
      : tf.tensor(y.data, output === 'last' ? [batchSize, y.size] : [batchSize, y.tau, y.size]),
  }));
}

function sampling(model: tf.Sequential, { inputSize }: SequenceWorkload, tensors: Tensors): Omit<Prepared, 'dispose'> {
  return readText(async character => {
    const row = new Float32Array(inputSize);
    row[character] = 1;
    const o = tf.tidy(() => model.predict(tf.tensor3d(row, [1, 1, inputSize])) as tf.Tensor);
    const logits = await o.data<'float32'>();
    o.dispose();
    return logits;
  }, tensors);
}
