import { expect, test } from 'vitest';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { chainOf } from '../../../webview/panel/graph/chainOf.ts';

const own = (file: string, direction = 'forward') => ({ cell: { kind: 'own', file }, direction });
const experiment = { model: { encoder: { layers: [own('./cells/a.ts', 'both')] }, layers: [{ cell: { kind: 'lstm' } }, own('./cells/b.ts')] } } as unknown as ResolvedExperiment;

test.each([['./cells/b.ts', 'layers.1'], ['./cells/a.ts', 'encoder.layers.0.forward'], ['./cells/c.ts', undefined]])('the cell of %s is in %s', (file, chain) => {
  expect(chainOf(experiment, file)).toBe(chain);
});
