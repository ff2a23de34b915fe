import { describe, expect, it } from 'vitest';
import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { unfoldedColumn } from '../../../src/core/graph/unfolded.ts';
import { colouring } from '../../../webview/panel/graph/colouring.ts';
import { gradientNorm, likeliest, statistics, valuesAt } from '../../../webview/panel/graph/reading.ts';
import { experiment } from './runs.ts';

const probe: ProbeRecord = {
  kind: 'probe', step: 3, tau: 3, inputs: ['a', 'b', 'c'], targets: ['d'], classes: ['x', 'y', 'z'],
  values: {
    'layers.0.h': { shape: [3, 2], data: Float32Array.of(0.5, -0.5, 1, 0, 0.25, 0.25) },
    'layers.0.dh': { shape: [3, 2], data: Float32Array.of(0, 0, 3e-3, 4e-3, 3, 4) },
    yHat: { shape: [1, 3], data: Float32Array.of(0.25, 0.5, 0.125) },
    loss: { shape: [1], data: Float32Array.of(2) },
  },
};
const graph = circuit({ layers: experiment.model.layers, output: 'last', loss: 'crossEntropy' });

describe('the numbers of a probe', () => {
  it('are those of a row', () => {
    expect([...valuesAt(probe, 'layers.0.h', 1)!]).toEqual([1, 0]);
    expect(statistics(Float32Array.of(3, -4))).toEqual({ units: 2, min: -4, mean: -0.5, max: 3, rms: Math.sqrt(12.5) });
  });

  it('of a single output stand at the last t', () => {
    expect(valuesAt(probe, 'loss', 0)).toBeUndefined();
    expect([...valuesAt(probe, 'loss', 2)!]).toEqual([2]);
  });

  it('give the norm of a gradient', () => {
    expect(gradientNorm(probe, 'layers.0.dh', 2)).toBe(5);
    expect(gradientNorm(probe, 'layers.1.dh', 2)).toBeUndefined();
  });

  it('name the likeliest classes first', () => {
    expect(likeliest(probe, 2, 2)).toEqual([{ name: 'y', probability: 0.5 }, { name: 'x', probability: 0.25 }]);
    expect(likeliest(probe, 0, 2)).toEqual([]);
  });
});

describe('a model that reads a source', () => {
  const attended: ProbeRecord = {
    kind: 'probe', step: 1, tau: 2, source: ['a', 'b', 'c'], inputs: ['∎', 'x'], targets: ['x', '∎'],
    values: {
      'encoder.layers.0.h': { shape: [3, 1], data: Float32Array.of(0.1, 0.2, 0.3) }, C: { shape: [1, 1], data: Float32Array.of(0.3) },
      'layers.0.h': { shape: [2, 1], data: Float32Array.of(0.7, 0.8) }, attention: { shape: [2, 3], data: Float32Array.of(0.25, 0.75, 0, 1, 0, 0) },
    },
  };
  const layers = experiment.model.layers;
  const drawn = circuit({ layers, encoder: { layers, as: 'both', attention: { kind: 'additive', size: 2 } }, output: 'each', loss: 'crossEntropy' });

  it('has the columns of the source first, then its own', () => {
    const row = (name: string) => [0, 1, 2, 3, 4].map((column) => valuesAt(attended, name, column)?.[0]);
    expect(row('encoder.layers.0.h')).toEqual([0.1, 0.2, 0.3, undefined, undefined].map((value) => value && Math.fround(value)));
    expect(row('C')).toEqual([undefined, undefined, Math.fround(0.3), undefined, undefined]);
    expect(row('layers.0.h')).toEqual([undefined, undefined, undefined, 0.7, 0.8].map((value) => value && Math.fround(value)));
  });

  it('draws the edges to what is attended to as strong as their weights', () => {
    const { edge } = colouring(attended, 'rms');
    const strengths = [3, 4].map((column) => unfoldedColumn(drawn, 2, column, 3).edges.filter(({ from, to }) => from.startsWith('encoder.') && to.startsWith('context@')).map((each) => edge(each, column)));
    expect(strengths).toEqual([[0.25, 0.75, 0], [1, 0, 0]]);
  });
});

describe('colours', () => {
  const colours = colouring(probe, 'rms');
  const column = (t: number) => unfoldedColumn(graph, 3, t);
  const edge = (t: number, kind: string) => column(t).edges.find((candidate) => candidate.kind === kind)!;

  it('of edges go by the logarithm of ‖∂L/∂h⁽ᵗ⁾‖, from the smallest above zero to the largest', () => {
    expect(colours.gradients!.min).toBeCloseTo(5e-3, 9);
    expect(colours.gradients!.max).toBe(5);
    expect([0, 1, 2].map((t) => colours.edge(edge(t, 'input'), t))).toEqual([0, 0, 1]);
    expect(colours.edge(edge(2, 'output'), 2)).toBe(1);
    expect(colours.edge(edge(2, 'target'), 2)).toBeUndefined();
  });

  it('of edges over which truncated back-propagation lets nothing back are those of no gradient, and the whole one is no activation', () => {
    const cut = colouring({ ...probe, values: { ...probe.values, 'layers.0.dhWhole': probe.values['layers.0.dh']! } }, 'rms', { kind: 'truncated', k1: 1, k2: 1 });
    const strengths = (of: typeof cut) => [1, 2].map((t) => of.edge(edge(t, 'recurrent'), t));
    expect([strengths(colours), strengths(cut)]).toEqual([[0, 1], [0, 0]]);
    expect(cut.edge(edge(2, 'input'), 2)).toBe(1);
    expect([...cut.largest.keys()]).toEqual([...colours.largest.keys()]);
    expect(cut.gradients).toEqual(colours.gradients);
  });

  it('of h stand on a scale from −1 to 1, wider where h is larger', () => {
    const node = column(0).nodes.find(({ kind }) => kind === 'h')!;
    expect(colours.node(node, 0)).toBe(0.5);
    expect(colouring(probe, 1).node(node, 0)).toBe(-0.5);
    expect(colouring(probe, 7).node(node, 0)).toBeUndefined();
    const large = { ...probe, values: { 'layers.0.h': { shape: [3, 1], data: Float32Array.of(1, 2, 4) } } };
    expect([0, 2].map((t) => colouring(large, 0).node(node, t))).toEqual([0.25, 1]);
    expect([colours.activation, colouring(large, 0).activation]).toEqual([1, 4]);
  });

  it('of g, which reads backward, are like those of h', () => {
    const both = circuit({ layers: experiment.model.layers.map((layer) => ({ ...layer, direction: 'both' })), output: 'last', loss: 'crossEntropy' });
    const { 'layers.0.h': h, 'layers.0.dh': dh } = probe.values;
    const coloured = colouring({ ...probe, values: { ...probe.values, 'layers.0.g': { ...h!, data: h!.data.map((value) => -value) }, 'layers.0.dg': dh!, 'layers.0.gate.g': h! } }, 'rms');
    const { nodes, edges } = unfoldedColumn(both, 3, 2);
    expect(coloured.largest.get('layers.0.g')).toBe(1);
    expect(coloured.largest.get('layers.0.gate.g')).toBeLessThan(1);
    expect(coloured.node(nodes.find(({ probe: name }) => name === 'layers.0.g')!, 2)).toBe(0.25);
    const fromFirst = edges.find(({ from }) => from === 'layers.0.g@0')!;
    expect([coloured.edge(fromFirst, 2), coloured.edge(edges.find(({ from }) => from === 'layers.0.h@2')!, 2)]).toEqual([0, 1]);
  });

  it('of x are none: inputs are not activations', () => {
    expect(colours.node(column(0).nodes[0]!, 0)).toBeUndefined();
  });
});
