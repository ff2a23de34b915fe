import { describe, expect, it } from 'vitest';
import { alongTree } from '../../../src/core/graph/alongTree.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import type { GraphModel, SequenceGraph } from '../../../src/core/graph/graph.ts';
import { unfoldedColumn, unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import type { CellSpec, TeacherForcing } from '../../../src/core/spec/experiment.ts';
import { cellSpecs } from '../cells/experiments.ts';
import { treeCells } from '../cells/trees.ts';

const [tanh, lstm, , gru] = cellSpecs.map((cell) => ({ cell, hiddenSize: 2 })) as [StackedLayer, StackedLayer, StackedLayer, StackedLayer];
const skip: StackedLayer = { cell: { kind: 'skip', delay: 3, connections: 'both', recurrentInitialiser: 'orthogonal' }, hiddenSize: 2 };
const each: GraphModel = { layers: [lstm, gru], output: 'each', loss: 'crossEntropy' };
const last: GraphModel = { layers: [tanh], output: 'last', loss: 'meanSquaredError' };
const bothWays = ({ layers, ...rest }: GraphModel): GraphModel => ({ layers: layers.map((layer) => ({ ...layer, direction: 'both' })), ...rest });
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
    const { edges } = foldedGraph(circuit({ ...last, layers: [skip] }));
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
    const { edges } = unfoldedGraph(circuit({ ...last, layers: [skip] }), 5);
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

describe('the graph of layers that read both ways', () => {
  it('has a row for h and one for g in each layer, g with a delay of one step backward', () => {
    const graph = foldedGraph(circuit(bothWays(each)));
    expect(graph.nodes.map(({ id, label, row }) => [id, label, row]).slice(0, 6)).toEqual([
      ['x', 'x⁽ᵗ⁾', 0], ['layers.0.h', 'h₁⁽ᵗ⁾', 1], ['layers.0.g', 'g₁⁽ᵗ⁾', 2], ['layers.1.h', 'h₂⁽ᵗ⁾', 3], ['layers.1.g', 'g₂⁽ᵗ⁾', 4], ['o', 'o⁽ᵗ⁾', 5],
    ]);
    expect(graph.edges.filter(({ kind }) => kind === 'recurrent').map(({ from, delay }) => [from, delay]))
      .toEqual([['layers.0.h', 1], ['layers.0.g', -1], ['layers.1.h', 1], ['layers.1.g', -1]]);
  });

  it('runs backward from g⁽ᵗ⁺¹⁾ to g⁽ᵗ⁾ when it is unfolded, with parameters of its own', () => {
    const edges = [0, 1, 2].flatMap((t) => unfoldedColumn(circuit(bothWays(last)), 3, t).edges).filter(({ kind }) => kind === 'recurrent');
    expect(edges.map(({ id, parameters }) => [id, ...parameters])).toEqual([
      ['layers.0.g@1→layers.0.g@0', 'layers.0.backward.W'], ['layers.0.h@0→layers.0.h@1', 'layers.0.forward.W'],
      ['layers.0.g@2→layers.0.g@1', 'layers.0.backward.W'], ['layers.0.h@1→layers.0.h@2', 'layers.0.forward.W'],
    ]);
  });

  it('reads g at the first step where the output is `last`', () => {
    const edges = unfoldedColumn(circuit(bothWays(last)), 5, 4).edges.filter(({ kind }) => kind === 'output');
    expect(edges.map(({ from, to, delay, rows, gradient }) => [from, to, delay, rows, gradient]))
      .toEqual([['layers.0.h@4', 'o@4', 0, [1, 3], 'layers.0.dh'], ['layers.0.g@0', 'o@4', 4, [2, 3], 'layers.0.dg']]);
  });
});

describe('the graph of a model that reads its own output', () => {
  const from = (model: Partial<GraphModel>) => foldedGraph(circuit({ ...last, output: 'each', ...model })).edges.filter(({ delay }) => delay === 1).map((edge) => [edge.from, edge.to, edge.label]);

  it('has y → h one step later where the target is given, ŷ → h where it is not, and h → h where it is carried', () => {
    const [h, y, yHat] = ([['layers.0.h', 'W'], ['y', 'Y'], ['yHat', 'Y']] as const).map(([name, label]) => [name, 'layers.0.h', label]);
    expect(from({ recurrence: 'both' })).toEqual([h, y]);
    expect(from({ recurrence: 'both', teacherForcing: { kind: 'never' } })).toEqual([h, yHat]);
    expect(from({ recurrence: 'both', teacherForcing: { kind: 'scheduled', decay: 'exponential', k: 0.9 } })).toEqual([h, yHat, y]);
    expect(from({ recurrence: 'output' })).toEqual([y]);
    expect(from({ recurrence: 'hidden' })).toEqual([h]);
  });

  it('has ŷ → x one step later in a decoder that reads what it chose itself, and no such edge where it is always given the answer', () => {
    const decoder: GraphModel = { ...last, output: 'each', loss: 'crossEntropy', encoder: { layers: last.layers, as: 'initialState' } };
    const choices = (teacherForcing: TeacherForcing) => unfoldedGraph(circuit({ ...decoder, teacherForcing }), 3, 2).edges.filter(({ kind }) => kind === 'choice').map(({ from: begin, to }) => [begin, to]);
    expect(choices({ kind: 'always' })).toEqual([]);
    for (const forcing of [{ kind: 'never' }, { kind: 'scheduled', decay: 'linear', k: 1, c: 0.1, epsilon: 0 }] as const) {
      expect(choices(forcing)).toEqual([['yHat@0', 'x@1'], ['yHat@1', 'x@2']]);
    }
  });
});

describe('the graph of a tree', () => {
  const tree = [[], [], [1], [0, 2]];
  const of = (cell: CellSpec, output: 'each' | 'last' = 'last') => circuit({ layers: [{ cell, hiddenSize: 2 }], output, loss: 'crossEntropy' });
  const [recursive, childSum] = treeCells.map(({ spec }) => spec) as [CellSpec, CellSpec];

  it('folded, has one edge from the children to their parent, with the matrices of all places', () => {
    expect(foldedGraph(of(recursive)).edges.filter(({ kind }) => kind === 'recurrent').map(({ label, delay, parameters }) => [label, delay, ...parameters]))
      .toEqual([['W₁ … W₃', 1, 'layers.0.W1', 'layers.0.W2', 'layers.0.W3']]);
    expect(foldedGraph(of(childSum)).edges.filter(({ kind }) => kind === 'recurrent').map(({ label, parameters }) => [label, ...parameters]))
      .toEqual([['W', 'layers.0.W', 'layers.0.Wf']]);
  });

  it('unfolded, has an edge from each child to its parent, with the matrix of its place', () => {
    const edges = (cell: CellSpec) => unfoldedGraph(alongTree(of(cell), tree), 4).edges.filter(({ kind }) => kind === 'recurrent').map(({ from, to, label, delay }) => [from, to, label, delay]);
    expect(edges(recursive)).toEqual([
      ['layers.0.h@1', 'layers.0.h@2', 'W₁', 1], ['layers.0.h@0', 'layers.0.h@3', 'W₁', 3], ['layers.0.h@2', 'layers.0.h@3', 'W₂', 1],
    ]);
    expect(edges(childSum).map(([from, to, label]) => [from, to, label])).toEqual([
      ['layers.0.h@1', 'layers.0.h@2', 'W'], ['layers.0.h@0', 'layers.0.h@3', 'W'], ['layers.0.h@2', 'layers.0.h@3', 'W'],
    ]);
  });

  it('stands as high as its nodes do above the leaves: what is above it begins over the root', () => {
    const graph = unfoldedGraph(alongTree(of(recursive, 'each'), tree), 4);
    expect(graph.nodes.filter(({ kind }) => kind === 'h').map(({ column, row }) => [column, row])).toEqual([[0, 1], [1, 1], [2, 2], [3, 3]]);
    expect([graph.rows, ...new Set(graph.nodes.filter(({ kind }) => kind === 'o').map(({ row }) => row))]).toEqual([8, 4]);
    for (const { from, to, rows } of graph.edges) expect(rows).toEqual([from, to].map((id) => graph.nodes.find((node) => node.id === id)!.row));
    expect(new Set(graph.nodes.map(({ column, row }) => `${column},${row}`)).size).toBe(graph.nodes.length);
  });

  it('of a tall tree takes no more than eight rows for its levels', () => {
    const chain = Array.from({ length: 30 }, (_, t) => (t === 0 ? [] : [t - 1]));
    expect(alongTree(of(childSum), chain).rows).toBe(circuit(last).rows + 8);
  });
});

it('softmax stands between o and ŷ of classes, and nothing between those of numbers', () => {
  const kind = (model: GraphModel) => foldedGraph(circuit(model)).edges.find(({ to }) => to === 'yHat')!.kind;
  expect([kind(each), kind(last)]).toEqual(['softmax', 'identity']);
});
