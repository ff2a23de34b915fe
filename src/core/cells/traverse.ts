import { concat, customGrad, gather, reshape, scatterND, split, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Trees } from '../data/batch.ts';
import type { Cell, Parameters, See, State, StepContext, StepResult } from './cell.ts';
import { levelsOf } from './levels.ts';
import type { Level } from './levels.ts';
import type { Probe, Unrolled } from './unroll.ts';

/**
 * The one traversal of trees: the same parameters at every node, from the leaves to the root (section 10.6). All nodes of one height,
 * of all trees of the batch, are one step of the cell: a batch takes as many steps as its highest tree has levels, however many nodes
 * there are. The `t` of a step is its height. A tree has no state before it.
 * @param xs time-major `[tau, B, nX]`, the nodes in post-order
 * @returns outputs at every node, and after a tree's last node those of its root; the state of each root
 */
export function traverse(cell: Cell, parameters: Parameters, xs: Tensor3D, trees: Trees, context: Omit<StepContext, 't'>, probe?: Probe): Unrolled {
  const [tau, B, nX] = xs.shape;
  const { levels, order } = levelsOf(trees);
  const x: Tensor2D = reshape(xs, [tau * B, nX]);
  const made: StepResult[] = [];
  for (const [height, level] of levels.entries()) {
    const children = childStates(cell, level, levels, made);
    const own = rowsAt(x, level.nodes.map(({ b, t }) => t * B + b));                   // [nodes of the level, nX]
    const see = probe && seeNodes(level, probe);
    const step = cell.step(parameters, {}, own, { ...context, t: height, children, ...(see && { see }) });
    made.push(see ? look(step, level, see, probe) : step);
  }
  if (probe) seeRoots(trees, made.at(-1)!, probe);
  const timeMajor = Array.from({ length: tau * B }, (_, row) => order[(row % B) * tau + Math.floor(row / B)]!);
  const roots = timeMajor.slice(-B);
  return {
    outputs: reshape(rowsAt(together(made.map(({ output }) => output)), timeMajor), [tau, B, cell.hiddenSize]),
    state: mapEntries(cell, (entry) => rowsAt(together(made.map(({ state }) => state[entry]!)), roots)),
  };
}

/** The states of the children of a level's nodes, by their place. A table of the levels that have any begins with a row of zeros, for those that are not there. */
function childStates(cell: Cell, { nodes, children, lowest }: Level, levels: readonly Level[], made: readonly StepResult[]): State[] {
  if (children.length === 0) return [];
  const before = levels.slice(0, lowest).reduce((sum, { nodes }) => sum + nodes.length, 0);
  const rows = children.flatMap((places) => Array.from(places, (place) => (place < 0 ? 0 : place - before + 1)));
  const found = Object.entries(cell.stateSizes).map(([entry, n]) => {
    const table = together([zeros<Rank.R2>([1, n]), ...made.slice(lowest).map(({ state }) => state[entry]!)]);
    return [entry, pieces(rowsAt(table, rows), nodes.length)] as const;                // [nodes of the level, n] each
  });
  return children.map((_, k) => Object.fromEntries(found.map(([entry, byPlace]) => [entry, byPlace[k]!])));
}

const together = (rows: Tensor2D[]): Tensor2D => (rows.length === 1 ? rows[0]! : concat(rows));

const mapEntries = (cell: Cell, f: (entry: string, columns: number) => Tensor2D): State =>
  Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, f(entry, columns)]));

/** Rows of a table by their index; its gradient adds them up where they came from. (That of `gather` itself is not to be had on WebAssembly.) */
function rowsAt(table: Tensor2D, indices: readonly number[]): Tensor2D {
  const pick = customGrad((from) => ({
    value: gather(from as Tensor, tensor1d(indices as number[], 'int32')),
    gradFunc: (dy) => scatterND(tensor2d(indices as number[], [indices.length, 1], 'int32'), dy as Tensor, table.shape),
  }));
  return pick(table) as Tensor2D;
}

/** Shows rows of a level to a probe, each as that of its own node. */
function seeNodes({ nodes }: Level, probe: Probe): See {
  return (name, value) => together(pieces(value as Tensor as Tensor2D).map((row, i) => probe.see(name, nodes[i]!.t, row))) as Tensor as typeof value;
}

/** Rows in pieces of so many. The gradient of `split` does not know what to do with a single piece. */
const pieces = (rows: Tensor2D, each = 1): Tensor2D[] => (rows.shape[0] === each ? [rows] : split<Tensor2D>(rows, rows.shape[0] / each));

/** Shows a level's gates and its h; whoever reads h from here on reads the probe's. A gate between parent and child is shown as the child's. */
function look({ state, output, gates, childGates }: StepResult, { families }: Level, see: See, probe: Probe): StepResult {
  for (const [gate, value] of Object.entries(gates ?? {})) see(`gate.${gate}`, value);
  for (const [gate, byPlace] of Object.entries(childGates ?? {})) {
    for (const [k, value] of byPlace.entries()) pieces(value).forEach((row, i) => families[i]![k] !== undefined && probe.see(`gate.${gate}`, families[i]![k]!, row));
  }
  const h = see('h', state.h!);
  return { state: { ...state, h }, output: output === state.h ? h : output, ...(childGates && { childGates }) };
}

/** A root has no parent that would let anything of it through. */
function seeRoots({ nodes }: Trees, { state, childGates }: StepResult, probe: Probe): void {
  for (const gate of Object.keys(childGates ?? {})) nodes.forEach((count) => probe.see(`gate.${gate}`, count - 1, zeros<Rank.R2>([1, state.h!.shape[1]])));
}
