import { describe, expect, it } from 'vitest';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import type { GraphModel, SequenceGraph } from '../../../src/core/graph/graph.ts';
import { unfoldedColumn, unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { cellSpecs } from '../cells/experiments.ts';

const [tanh, lstm, , gru] = cellSpecs as [GraphModel['cells'][number], GraphModel['cells'][number], unknown, GraphModel['cells'][number]];
const skip: GraphModel['cells'][number] = { kind: 'skip', delay: 3, connections: 'both', recurrentInitialiser: 'orthogonal' };
const each: GraphModel = { cells: [lstm, gru], output: 'each', loss: 'crossEntropy' };
const last: GraphModel = { cells: [tanh], output: 'last', loss: 'meanSquaredError' };
const count = ({ nodes, edges }: SequenceGraph) => [nodes.length, edges.length];
const ids = ({ nodes, edges }: SequenceGraph) => [...nodes, ...edges].map(({ id }) => id);

describe('the folded graph', () => {
  it('has every variable once, and one recurrent edge a layer with a delay of one step', () => {
    const graph = foldedGraph(circuit(each));
    expect(graph.nodes.map(({ id }) => id)).toEqual(['x', 'layers.0.h', 'layers.1.h', 'o', 'yHat', 'loss', 'y']);
    expect(graph.edges.filter(({ delay }) => delay === 1).map(({ from, to, label }) => [from, to, label]))
      .toEqual([['layers.0.h', 'layers.0.h', 'W'], ['layers.1.h', 'layers.1.h', 'W']]);
  });

  it('has a skip through time beside it, with its delay', () => {
    const { edges } = foldedGraph(circuit({ ...last, cells: [skip] }));
    expect(edges.filter(({ kind }) => kind === 'recurrent').map(({ label, delay }) => [label, delay])).toEqual([['W', 1], ['S, 3 steps', 3]]);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  });

  it('writes variables as the book does', () => {
    expect(foldedGraph(circuit(last)).nodes.map(({ label }) => label)).toEqual(['x⁽ᵗ⁾', 'h⁽ᵗ⁾', 'o⁽ᵗ⁾', 'ŷ⁽ᵗ⁾', 'L⁽ᵗ⁾', 'y⁽ᵗ⁾']);
  });
});

describe('the unfolded graph', () => {
  it('has tau columns of all variables; the first has nothing before it', () => {
    const tau = 5;
    expect(count(unfoldedGraph(circuit(each), tau))).toEqual([7 * tau, (2 + 4) * tau + 2 * (tau - 1)]);
  });

  it('has one output when the output is `last`', () => {
    const tau = 5;
    expect(count(unfoldedGraph(circuit(last), tau))).toEqual([2 * tau + 4, tau + (tau - 1) + 4]);
  });

  it('has a skip of d from t − d to t, where there is a t − d', () => {
    const { edges } = unfoldedGraph(circuit({ ...last, cells: [skip] }), 5);
    expect(edges.filter(({ label }) => label === 'S').map(({ from, to, delay }) => [from, to, delay]))
      .toEqual([['layers.0.h@0', 'layers.0.h@3', 3], ['layers.0.h@1', 'layers.0.h@4', 3]]);
  });

  it('stands on a grid: column = t, rows from the input upwards, no place taken twice', () => {
    const { nodes, columns, rows } = unfoldedGraph(circuit(each), 4);
    expect([columns, rows]).toEqual([4, 7]);
    expect(nodes.every(({ column, t, row }) => column === t && row >= 0 && row < rows)).toBe(true);
    expect(new Set(nodes.map(({ column, row }) => `${column},${row}`)).size).toBe(nodes.length);
  });

  it('has no id twice, and every edge joins nodes that are there', () => {
    for (const model of [each, last]) {
      const graph = unfoldedGraph(circuit(model), 6);
      expect(new Set(ids(graph)).size).toBe(ids(graph).length);
      const nodes = new Set(graph.nodes.map(({ id }) => id));
      expect(graph.edges.every(({ from, to }) => nodes.has(from) && nodes.has(to))).toBe(true);
    }
  });

  it('is the same however it is made: column by column or whole', () => {
    const columns = [0, 1, 2].map((t) => unfoldedColumn(circuit(each), 3, t));
    expect(unfoldedGraph(circuit(each), 3).edges).toEqual(columns.flatMap(({ edges }) => edges));
  });

  it('counts time from 1 in what people read', () => {
    expect(unfoldedColumn(circuit(each), 12, 11).nodes.map(({ label }) => label).slice(0, 3)).toEqual(['x⁽¹²⁾', 'h₁⁽¹²⁾', 'h₂⁽¹²⁾']);
  });
});

it('softmax stands between o and ŷ of classes, and nothing between those of numbers', () => {
  const kind = (model: GraphModel) => foldedGraph(circuit(model)).edges.find(({ to }) => to === 'yHat')!.kind;
  expect([kind(each), kind(last)]).toEqual(['softmax', 'identity']);
});
