import { expect, it } from 'vitest';
import { openData } from '../../src/core/data/open.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import { lookBackOf } from '../../src/engine/lookBack.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { startPlanned } from './planned/start.ts';

it('looks back with the parameters of the planned engine: no gradient of a loss is longer than the product of Jacobians lets it be, and one of them nearly is', async () => {
  const [tau, n] = [12, 6];
  const experiment = experimentOf({
    data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind: 'tanh', recurrentInitialiser: 'uniform' }, hiddenSize: n }] },
    training: { tau, batchSize: 4, jacobians: true },
  });
  const data = await openData(experiment, filesOf({}));
  const model = await compileModel(experiment, data, await startPlanned());
  await model.run(data.next());
  const batch = data.probe();
  const { chains: [chain], left } = await lookBackOf(experiment, data)(await model.snapshot(), batch, async () => undefined);
  expect(left).toEqual([]);
  expect(chain!.logNorms).toHaveLength(tau);
  const { data: dh } = (await model.probe(batch))['layers.0.dh']!;
  const norms = Array.from({ length: tau }, (_, t) => Math.log10(Math.hypot(...dh.subarray(t * n, (t + 1) * n))));
  const slack = Array.from({ length: tau - 1 }, (_, i) => chain!.logNorms[i]! - (norms[tau - 2 - i]! - norms[tau - 1]!));
  expect(Math.min(...slack)).toBeGreaterThan(-1e-4);
  expect(Math.min(...slack)).toBeLessThan(0.7);
  model.dispose();
});
