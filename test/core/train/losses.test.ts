import { describe, expect, it } from 'vitest';
import { float64 } from '../../float64/load.ts';

const { tf, losses } = float64;

describe('cross-entropy', () => {
  it('of equal logits is log nO nats', () => {
    const each = losses.crossEntropy.each(tf.zeros([2, 3, 5]), tf.zeros([2, 3], 'int32'));
    expect(each.shape).toEqual([2, 3]);
    for (const value of each.dataSync()) expect(value).toBeCloseTo(Math.log(5), 14);
  });

  it('stays right for logits of ±1000', () => {
    const o = tf.tensor3d([1000, 0, 0, 0, 0, -1000], [1, 2, 3]);
    expect([...losses.crossEntropy.each(o, tf.tensor2d([1, 2], [1, 2], 'int32')).dataSync()]).toEqual([1000, 1000 + Math.log(2)]);
  });

  it('predicts probabilities', () => {
    const yHat = losses.crossEntropy.predict(tf.tensor3d([0, Math.log(3)], [1, 1, 2])).dataSync();
    expect(yHat[0]).toBeCloseTo(0.25, 14);
    expect(yHat[1]).toBeCloseTo(0.75, 14);
  });
});

describe('mean squared error', () => {
  it('is the mean over the outputs of each step', () => {
    const o = tf.tensor3d([1, 2, 3, 4], [1, 2, 2]);
    expect([...losses.meanSquaredError.each(o, tf.zeros([1, 2, 2])).dataSync()]).toEqual([2.5, 12.5]);
    expect([...losses.meanSquaredError.predict(o).dataSync()]).toEqual([1, 2, 3, 4]);
  });
});

describe('binary cross-entropy', () => {
  const at = (o: number, y: number) => losses.binaryCrossEntropy.each(tf.tensor3d([o], [1, 1, 1]), tf.tensor3d([y], [1, 1, 1])).dataSync()[0]!;

  it('is −log of the probability of what came, and their mean over the outputs', () => {
    expect(at(Math.log(3), 1)).toBeCloseTo(-Math.log(0.75), 14);
    expect(at(Math.log(3), 0)).toBeCloseTo(-Math.log(0.25), 14);
    const both = losses.binaryCrossEntropy.each(tf.tensor3d([Math.log(3), 0], [1, 1, 2]), tf.tensor3d([1, 1], [1, 1, 2])).dataSync();
    expect(both[0]).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 14);
  });

  it('stays right for logits of ±1000', () => expect([at(1000, 1), at(1000, 0), at(-1000, 1)]).toEqual([0, 1000, 1000]));

  it('has the gradient ŷ − y, which central differences confirm', () => {
    const [o, y, step] = [0.7, 0.3, 1e-5];
    const gradient = tf.grad((o) => losses.binaryCrossEntropy.each(o as ReturnType<typeof tf.tensor3d>, tf.tensor3d([y], [1, 1, 1])))(tf.tensor3d([o], [1, 1, 1])).dataSync()[0]!;
    expect(gradient).toBeCloseTo(1 / (1 + Math.exp(-o)) - y, 14);
    expect(gradient).toBeCloseTo((at(o + step, y) - at(o - step, y)) / (2 * step), 9);
  });
});
