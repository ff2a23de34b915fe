import { expect, it } from 'vitest';
import type { LayerSpec } from '../../../src/core/spec/experiment.ts';
import { depthCurves } from '../../../webview/panel/reach/depthCurves.ts';

const layer = (variance: number): LayerSpec => ({ cell: { kind: 'timeDelay', kernel: 1, dilation: 1, variance }, hiddenSize: 2, direction: 'forward', depth: { input: 0, hidden: 0, skip: false }, dropout: 0 });
const layers = [1, 0.1, 0.1, 10].map(layer);
const row = (...data: number[]) => ({ shape: [1, 2], data: Float32Array.from(data) });
const values = Object.fromEntries([0, 1, 2, 3].flatMap((l) => [[`layers.${l}.h`, row(10 ** -l, 10 ** -l)], [`layers.${l}.dh`, row(0, l === 0 ? 0 : 10 ** (l - 3))]]));

it('of a deep stack tell what becomes of signals upwards, of gradients downwards, and what was to be expected', () => {
  expect(depthCurves({ values }, layers).map(({ label, logs }) => [label, logs.map((log) => log === null ? null : Math.round(log) + 0)])).toEqual([
    ['mean of h², relative', [0, -2, -4, -6]], ['mean of (∂L/∂h)², relative', [null, -4, -2, 0]], ['product of v', [0, -1, -2, -1]],
  ]);
});

it('are none of few layers, nor of what was not seen; and nothing is expected of weights drawn otherwise', () => {
  expect(depthCurves({ values }, layers.slice(1))).toEqual([]);
  expect(depthCurves({ values: {} }, layers.map(() => layer(0)))).toEqual([]);
  expect(depthCurves({ values }, layers.map(() => layer(0)))).toHaveLength(2);
});
