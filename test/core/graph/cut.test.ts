import { expect, it } from 'vitest';
import { cutsOff } from '../../../src/core/graph/cut.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { segments } from '../../../src/core/train/truncation.ts';

it('a gradient is cut off between two steps exactly where no segment has both', () => {
  for (const [tau, k1, k2] of [[9, 2, 2], [9, 2, 5], [7, 3, 4], [8, 1, 3], [6, 4, 4], [5, 5, 5]] as const) {
    const values = { kind: 'indices', size: 1, tau, data: new Int32Array(tau) } as const;
    const batch: Batch = { batchSize: 1, tau, continues: false, x: values, y: values };
    const spans = [...segments(batch, { kind: 'truncated', k1, k2 })].map(({ from, batch: own }) => ({ from, end: from + own.tau }));
    for (let t = 0; t < tau; t++) {
      for (let delay = 1; delay <= t; delay++) {
        const together = spans.some(({ from, end }) => from <= t - delay && t < end);
        expect(cutsOff({ kind: 'truncated', k1, k2 }, tau, t, delay), `${tau} ${k1} ${k2}: ${t} − ${delay}`).toBe(!together);
      }
    }
  }
});
