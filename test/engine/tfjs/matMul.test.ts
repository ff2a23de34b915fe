import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { start } from './start.ts';

const size = fc.integer({ min: 1, max: 19 });
const cases = fc.record({ M: size, K: size, N: size, batch: fc.integer({ min: 1, max: 3 }), transposes: fc.constantFrom('', 'a', 'b', 'ab'), seed: fc.nat() });

describe('products in the heap of the WASM backend', () => {
  beforeAll(async () => { await start('wasm'); });

  it('are those of plain loops in float64, whatever the sizes, transposed or not, one or several', () => {
    fc.assert(fc.property(cases, ({ M, K, N, batch, transposes, seed }) => {
      const random = split(seed, 'data');
      const [tA, tB] = [transposes.includes('a'), transposes.includes('b')];
      const [a, b] = [batch * M * K, batch * K * N].map((count) => Float32Array.from({ length: count }, () => random.normal())) as [Float32Array, Float32Array];
      const before = tf.memory().numTensors;
      const product = tf.tidy(() => tf.matMul(tf.tensor3d(a, tA ? [batch, K, M] : [batch, M, K]), tf.tensor3d(b, tB ? [batch, N, K] : [batch, K, N]), tA, tB));
      expect(product.shape).toEqual([batch, M, N]);
      const found = product.dataSync();
      product.dispose();
      expect(tf.memory().numTensors).toBe(before);
      for (let i = 0; i < batch; i++) {
        for (let m = 0; m < M; m++) {
          for (let n = 0; n < N; n++) {
            let sum = 0;
            for (let k = 0; k < K; k++) sum += a[i * M * K + (tA ? k * M + m : m * K + k)]! * b[i * K * N + (tB ? n * K + k : k * N + n)]!;
            expect(Math.abs(found[(i * M + m) * N + n]! - sum)).toBeLessThan(1e-5);
          }
        }
      }
    }), { numRuns: 150, seed: 20240607 });
  });

  it('of one matrix with a batch of others are still there: TensorFlow.js computes them', async () => {
    const product = tf.matMul(tf.ones([1, 2, 3]), tf.ones([4, 3, 5]));
    expect([product.shape, (await product.data())[0]]).toEqual([[4, 2, 5], 3]);
    product.dispose();
  });

  it('a lookup has a gradient: rows of the same index add up', async () => {
    const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    const index = tf.tensor1d([2, 0, 2], 'int32');
    const gradient = tf.grad((table) => tf.sum(tf.mul(tf.gather(table, index), tf.tensor2d([1, 10, 100, 1000, 10000, 100000], [3, 2]))))(table);
    expect([...await gradient.data()]).toEqual([100, 1000, 0, 0, 10001, 100010]);
    tf.dispose([table, index, gradient]);
  });
});
