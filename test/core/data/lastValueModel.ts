import type { Batch } from '../../../src/core/data/batch.ts';
import type { CompiledModel } from '../../../src/core/train/engine.ts';
import type { Matrix } from '../../../src/core/train/records.ts';

/** The persistence forecast: what comes is what is now. */
export class LastValueModel implements Pick<CompiledModel, 'predict'> {
  constructor(private readonly output: 'each' | 'last') {}

  async predict({ batchSize, tau, x }: Batch): Promise<Matrix> {
    if (x.kind === 'indices') throw new Error('Persistence needs numbers.');
    const first = this.output === 'each' ? 0 : tau - 1;
    const data = Array.from({ length: batchSize }, (_, b) => Array.from({ length: tau - first }, (_, t) => x.data[(b * tau + first + t) * x.size]!));
    return { shape: [batchSize, tau - first, 1], data: Float32Array.from(data.flat()) };
  }
}
