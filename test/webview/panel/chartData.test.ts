import { expect, it } from 'vitest';
import { chartData, chartSeries } from '../../../webview/panel/plots/chartData.ts';
import { plotDefinitions } from '../../../webview/panel/plots/definitions.ts';
import { valueAt } from '../../../webview/panel/plots/valueAt.ts';
import { Table } from '../../../webview/panel/table.ts';
import { tableOf } from './tables.ts';

const steps = Table.empty.append(tableOf({ step: [1, 2, 3, 4], loss: [4, 3, 2, 1], gradNorm: [0, 1, 10, 100], clippedNorm: [0, 1, 5, 5], 'gradNorms.layers.0.U': [1, 1, 1, 1] }));
const validations = Table.empty.append(tableOf({ step: [2, 4], loss: [3.5, 1.5] }));
const definitions = plotDefinitions({ steps, validations }, 'nats');
const linesOf = (id: string) => definitions.find((definition) => definition.id === id)!.lines;
const options = { smoothing: 0, logarithmic: false, from: 1, to: 4, width: 100 };

it('puts validation beside training on one axis', () => {
  expect(chartData(linesOf('loss'), { steps, validations }, options)).toEqual([[1, 2, 3, 4], [4, 3, 2, 1], [undefined, 3.5, undefined, 1.5]]);
});

it('has as many lines as series, smoothed or not', () => {
  for (const smoothing of [0, 0.6]) for (const { lines } of definitions) {
    const data = chartData(lines, { steps, validations }, { ...options, smoothing });
    expect(data).toHaveLength(1 + chartSeries(lines, smoothing).length);
  }
});

it('has the loss of running freely as a line of its own, beside the two that are there without it', () => {
  const running = Table.empty.append(tableOf({ step: [2, 4], loss: [3.5, 1.5], freeRunning: [9, 8] }));
  const { lines } = plotDefinitions({ steps, validations: running }, 'nats').find(({ id }) => id === 'loss')!;
  for (const smoothing of [0, 0.6]) {
    const [, ...drawn] = chartData(lines, { steps, validations: running }, { ...options, smoothing });
    const series = chartSeries(lines, smoothing);
    expect(drawn).toHaveLength(series.length);
    expect(drawn[series.findIndex(({ line }) => line.column === 'freeRunning')]).toEqual([undefined, 9, undefined, 8]);
  }
});

it('has equal points of a validation as rings around each other, those drawn first the wider', () => {
  const right = Table.empty.append(tableOf({ step: [2, 4], loss: [3.5, 1.5], 'metrics.accuracy': [0.5, 1], 'metrics.exact': [0.5, 1] }));
  const { lines } = plotDefinitions({ steps, validations: right }, 'nats').find(({ id }) => id === 'metrics')!;
  const [accuracy, exact] = chartSeries(lines, 0.6).map(({ point }) => point);
  expect(accuracy).toBeGreaterThan(exact! + 2);
  expect(exact).toBe(chartSeries(linesOf('loss'), 0.6).at(-1)!.point);
  const deep = Table.empty.append(tableOf({ step: [2], loss: [1], ...Object.fromEntries(Array.from({ length: 8 }, (_, k) => [`jacobians.layers.${k}`, [1]])) }));
  const measured = plotDefinitions({ steps, validations: deep }, 'nats').find(({ id }) => id === 'jacobians')!;
  expect(new Set(chartSeries(measured.lines, 0.6).map(({ point }) => point))).toEqual(new Set([exact]));
});

it('has no zero on a logarithmic axis', () => {
  expect(chartData(linesOf('gradient'), { steps, validations }, { ...options, logarithmic: true })).toEqual([[1, 2, 3, 4], [null, 1, 10, 100], [null, 1, 5, 5]]);
});

it('plots the gradient of each parameter by its name', () => {
  expect(linesOf('parameters').map(({ label }) => label)).toEqual(['layers.0.U']);
});

it('plots Ω only where a run has it', () => {
  expect(definitions.map(({ id }) => id)).not.toContain('omega');
  const regularised = Table.empty.append(tableOf({ step: [1], loss: [4], omega: [2] }));
  expect(plotDefinitions({ steps: regularised, validations }, 'nats').find(({ id }) => id === 'omega')?.lines.map(({ column }) => column)).toEqual(['omega']);
});

it('plots what a step back multiplies a gradient by where it is measured', () => {
  expect(definitions.map(({ id }) => id)).not.toContain('jacobians');
  const measured = Table.empty.append(tableOf({ step: [2, 4], loss: [3.5, 1.5], 'jacobians.layers.0': [0.9, 1] }));
  expect(plotDefinitions({ steps, validations: measured }, 'nats').find(({ id }) => id === 'jacobians')?.lines.map(({ label, table }) => [label, table])).toEqual([['layers.0', 'validations']]);
});

it('plots how many answers are right where any are told', () => {
  expect(definitions.map(({ id }) => id)).not.toContain('metrics');
  const told = Table.empty.append(tableOf({ step: [2, 4], loss: [3.5, 1.5], 'metrics.accuracy': [0.5, 1], 'metrics.exact': [0, 1] }));
  const { lines } = plotDefinitions({ steps, validations: told }, 'nats').find(({ id }) => id === 'metrics')!;
  expect(lines.map(({ label, table, dash, colour }) => [label, table, dash, colour])).toEqual([['accuracy', 'validations', 0, 0], ['exact', 'validations', 1, 1]]);
  expect(chartData(lines, { steps, validations: told }, options)).toEqual([[2, 4], [0.5, 1], [0, 1]]);
});

it('reads the last value up to a step, or the very last', () => {
  expect(valueAt(validations, 'loss', 3)).toBe(3.5);
  expect(valueAt(validations, 'loss', undefined)).toBe(1.5);
  expect(valueAt(validations, 'loss', 1)).toBeUndefined();
});
