import { expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { float64 } from '../../float64/load.ts';

const { tf, recurrent, initialise, unroll } = float64;
const [symbols, lengths] = [2, 4];
const [outputSize, inputSize] = [symbols + lengths, symbols + lengths + 1];
const cell = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' } as const;

function modelWith(seed: number) {
  const model = recurrent({ layers: [{ cell, hiddenSize: 4 }, { cell: { ...cell }, hiddenSize: 3 }], output: 'each', ending: 'length', lengths, inputSize, outputSize }, unroll);
  const random = split(seed, 'weights');
  return { model, parameters: Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])])) };
}

/** ¶, a length of 3, then two symbols; the same of a length of 1, which goes on with what fills it up. */
const read = [[6, 5, 0, 1], [6, 3, 0, 0]];
const x = tf.cast(tf.oneHot(tf.tensor2d(read, [2, 4], 'int32'), inputSize), 'float32');
const context = { training: false, random: split(1, 'noise') };

test('what is left counts down from what is read of it, and says whether a length or a symbol comes', () => {
  const { model, parameters } = modelWith(3);
  const seen: number[][][] = [];
  const probe = { see: <T>(name: string, t: number, value: T): T => { if (name === 'remaining') seen[t] = (value as { arraySync(): number[][] }).arraySync(); return value; } };
  const { o } = model.forward(parameters, { x: x as never }, model.initialState(2), context, probe as never);
  expect(seen).toEqual([[[0, 0, 0], [0, 0, 0]], [[0, 0, 1], [1, 0, 0]], [[0, 1, 0], [0, 0, 0]], [[1, 0, 0], [0, 0, 0]]]);
  const yHat = tf.softmax(o).arraySync() as number[][][];
  const share = (row: number[]) => row.slice(0, symbols).reduce((total, each) => total + each, 0);
  expect(yHat[0]!.map(share).map((each) => Math.round(each * 1e12) / 1e12)).toEqual([0, 1, 1, 1]);
});

test('step by step it answers as all at once', () => {
  const { model, parameters } = modelWith(4);
  const { o } = model.forward(parameters, { x: x as never }, model.initialState(2), context);
  let state = model.initialState(2);
  for (let t = 0; t < 4; t++) {
    const stepped = model.step(parameters, tf.reshape(tf.slice(x, [0, t, 0], [2, 1, inputSize]), [2, inputSize]) as never, state, { ...context, t });
    state = stepped.state;
    const [one, other] = [stepped.o.dataSync(), tf.slice(o, [0, t, 0], [2, 1, outputSize]).dataSync()];
    one.forEach((value, i) => expect(Math.abs(value - other[i]!)).toBeLessThan(1e-10));
  }
});
