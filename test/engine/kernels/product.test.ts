import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { packedSize } from '../../../src/engine/fused/fusedCell.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { everyBuild } from './builds.ts';

/** A row alone, rows beside tiles, panels beside groups of four, depths beyond one block. */
const shapes = fc.record({
  M: fc.integer({ min: 1, max: 11 }), vectors: fc.integer({ min: 1, max: 21 }), K: fc.integer({ min: 1, max: 600 }),
  add: fc.constantFrom(0 as const, 1 as const), seed: fc.nat(),
});

describe.each(await everyBuild())('%s', (_, build) => {
  it('multiplies as plain loops in float64 do, whatever the sizes', () => {
    fc.assert(fc.property(shapes, ({ M, vectors, K, add, seed }) => {
      const { kernels, arena } = createWorkspace(build);
      const N = 4 * vectors;
      const random = split(seed, 'data');
      const draw = (count: number) => Float32Array.from({ length: count }, () => random.normal());
      const [a, b, before] = [draw(M * K), draw(K * N), draw(M * N)];
      const [A, B, C, packed] = [4 * M * K, 4 * K * N, 4 * M * N, 4 * packedSize(K, N)].map((bytes) => arena.take(bytes)) as [number, number, number, number];
      arena.float32(A, M * K).set(a);
      arena.float32(B, K * N).set(b);
      arena.float32(C, M * N).set(before);
      kernels.pack(B, N, K, N, packed);
      kernels.product(A, K, packed, C, N, M, N, K, add);
      const found = arena.float32(C, M * N);
      for (let m = 0; m < M; m++) {
        for (let n = 0; n < N; n++) {
          let sum = add * before[m * N + n]!;
          for (let k = 0; k < K; k++) sum += a[m * K + k]! * b[k * N + n]!;
          expect(Math.abs(found[m * N + n]! - sum)).toBeLessThan(1e-4);
        }
      }
    }), { numRuns: 60, seed: 20240607 });
  });
});
