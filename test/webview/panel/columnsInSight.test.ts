import { expect, test } from 'vitest';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import { unfoldedColumn } from '../../../src/core/graph/unfolded.ts';
import { columnsInSight } from '../../../webview/panel/graph/columnsInSight.ts';
import { xOf } from '../../../webview/panel/graph/scene.ts';
import type { Scene } from '../../../webview/panel/graph/scene.ts';
import { experiment } from './runs.ts';

const graph = circuit({ ...experiment.model, output: 'last', loss: 'meanSquaredError' });
const sceneOf = (tau: number, columnWidth: number) => ({
  circuit: graph, folded: foldedGraph(graph), column: (t: number) => unfoldedColumn(graph, tau, t), tau,
  viewport: { columnWidth, offset: 0 }, width: 100 + 46, height: 300, progress: 1, t: 0, inputs: [], targets: [],
}) as unknown as Scene;

test('columns that are wider than a pixel are all drawn', () => {
  expect(columnsInSight(sceneOf(10, 10)).map(({ t }) => t)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('of those that share a pixel one is drawn; in the last pixel it is the last, which has the answer', () => {
  const scene = sceneOf(1000, 0.1);
  const columns = columnsInSight(scene);
  expect(new Set(columns.map(({ t }) => xOf(scene, t))).size).toBe(columns.length);
  expect(columns).toHaveLength(100);
  expect(columns.at(-1)!.t).toBe(999);
  expect(columns.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(expect.arrayContaining(['o@999']));
});
