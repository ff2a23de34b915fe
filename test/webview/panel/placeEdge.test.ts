import { describe, expect, it } from 'vitest';
import { alongTree } from '../../../src/core/graph/alongTree.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import { unfoldedColumn } from '../../../src/core/graph/unfolded.ts';
import { routeOf } from '../../../webview/panel/graph/placeEdge.ts';
import { nodeAt } from '../../../webview/panel/graph/scene.ts';
import type { Scene } from '../../../webview/panel/graph/scene.ts';
import { experiment } from './runs.ts';

const tau = 4;
const layers = experiment.model.layers.map((layer) => ({ ...layer, direction: 'both' as const }));
const graph = circuit({ layers, output: 'last', loss: 'meanSquaredError' });
const scene = {
  circuit: graph, folded: foldedGraph(graph), column: (t: number) => unfoldedColumn(graph, tau, t), tau,
  viewport: { columnWidth: 60, offset: 0 }, width: 400, height: 64 + graph.rows * 60, progress: 1, t: 0, inputs: [], targets: [],
} as unknown as Scene;

/** The places of an edge's route, in columns and rows. */
const route = (t: number, from: string, to: string) => {
  const edge = scene.column(t).edges.find((candidate) => candidate.id === `${from}→${to}`)!;
  return routeOf(scene, edge, t).map(({ x, y }) => [(x - 32) / 60 - 0.5, (scene.height - 40 - y) / 60 - 0.5]);
};

describe('an edge on its way', () => {
  it('is straight between neighbours, forward in time and backward', () => {
    expect(route(1, 'layers.0.h@0', 'layers.0.h@1')).toEqual([[0, 1], [1, 1]]);
    expect(route(1, 'layers.0.g@2', 'layers.0.g@1')).toEqual([[2, 2], [1, 2]]);
  });

  it('bows around the node between its ends, further than that reaches and less than a column', () => {
    const [from, , , to] = route(1, 'x@1', 'layers.0.g@1');
    expect([from, to]).toEqual([[1, 0], [1, 2]]);
    const middle = (route(1, 'x@1', 'layers.0.g@1').reduce((sum, [column], i) => sum + [1, 3, 3, 1][i]! * column!, 0)) / 8;
    const radius = 20 / 60;
    expect(1 - middle).toBeGreaterThan(radius);
    expect(1 - middle).toBeLessThan(0.5);
  });

  it('goes up from the first step and then along the row of o, which is empty, to the last', () => {
    expect(route(3, 'layers.0.g@0', 'o@3')).toEqual([[0, 2], [0, 3], [3, 3]]);
  });
});

describe('an edge along a tree', () => {
  const children = [[], [], [1], [0, 2]];
  const along = alongTree(circuit({ layers: [{ cell: { kind: 'recursive', arity: 2, recurrentInitialiser: 'orthogonal' }, hiddenSize: 2 }], output: 'last', loss: 'crossEntropy' }), children);
  const scene = {
    circuit: along, folded: foldedGraph(along), column: (t: number) => unfoldedColumn(along, 4, t), tau: 4,
    viewport: { columnWidth: 60, offset: 0 }, width: 400, height: 64 + along.rows * 60, progress: 1, t: 0, inputs: [], targets: [],
  } as unknown as Scene;
  const route = (t: number, id: string) => routeOf(scene, scene.column(t).edges.find((edge) => edge.id === id)!, t).map(({ x, y }) => [(x - 32) / 60 - 0.5, (scene.height - 40 - y) / 60 - 0.5]);

  it('goes up from a child to the row of its parent, where nothing stands before that, and then along it', () => {
    expect(route(3, 'layers.0.h@0→layers.0.h@3')).toEqual([[0, 1], [0, 3], [3, 3]]);
    expect(route(3, 'layers.0.h@2→layers.0.h@3')).toEqual([[2, 2], [3, 3]]);
  });

  it('goes straight up from x, however high the node stands', () => expect(route(3, 'x@3→layers.0.h@3')).toEqual([[3, 0], [3, 3]]));

  it('is found under the pointer by the row of its node', () => {
    const at = (column: number, row: number) => nodeAt(scene, 32 + (column + 0.5) * 60, scene.height - 40 - (row + 0.5) * 60);
    expect([at(2, 2), at(3, 3), at(0, 2), at(1, 0)]).toEqual(['layers.0.h@2', 'layers.0.h@3', undefined, 'x@1']);
  });
});
