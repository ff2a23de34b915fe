import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { GraphEdge, GraphModel, NodeKind } from './graph.ts';

/** A variable of the model, before it is placed in time. */
export interface Variable {
  readonly probe: string;
  readonly kind: NodeKind;
  /** As the book writes it, without the time. */
  readonly symbol: string;
  readonly row: number;
  readonly layer?: number;
  readonly parameters: readonly string[];
}

/** A dependency of one variable on another, `delay` steps earlier: an edge before it has a place. */
export type Connection = Omit<GraphEdge, 'id'>;

/** The circuit of figure 10.3, left: what depends on what at any t. Folded and unfolded graph are two ways to draw it. */
export interface Circuit {
  readonly variables: readonly Variable[];
  readonly connections: readonly Connection[];
  readonly rows: number;
  /** Where o, ŷ, L and y are: at each t, or at the last only. */
  readonly output: 'each' | 'last';
}

/** A stack of layers under one output: x → h₁ → h₂ → … → o → ŷ → L ← y, each h also → itself one step later. */
export function circuit(model: GraphModel): Circuit {
  const variables = [inputVariable, ...model.cells.map((cell, layer) => hiddenVariable(model, cell, layer)), ...outputVariables(model)];
  const connections = [...model.cells.flatMap(layerConnections), ...outputConnections(model)];
  return { variables, connections, rows: variables.length, output: model.output };
}

const inputVariable: Variable = { probe: 'x', kind: 'x', symbol: 'x', row: 0, parameters: [] };

function hiddenVariable(model: GraphModel, cell: CellSpec, layer: number): Variable {
  const symbol = model.cells.length === 1 ? 'h' : `h${subscript(layer + 1)}`;
  const parameters = Object.keys(cellFacts(cell).vectors).map((name) => `layers.${layer}.${name}`);
  return { probe: `layers.${layer}.h`, kind: 'h', symbol, row: layer + 1, layer, parameters };
}

function outputVariables({ cells }: GraphModel): Variable[] {
  const row = cells.length + 1;
  return [
    { probe: 'o', kind: 'o', symbol: 'o', row, parameters: ['c'] },
    { probe: 'yHat', kind: 'yHat', symbol: 'ŷ', row: row + 1, parameters: [] },
    { probe: 'loss', kind: 'loss', symbol: 'L', row: row + 2, parameters: [] },
    { probe: 'y', kind: 'y', symbol: 'y', row: row + 3, parameters: [] },
  ];
}

function layerConnections(cell: CellSpec, layer: number): Connection[] {
  const h = `layers.${layer}.h`;
  const below = layer === 0 ? 'x' : `layers.${layer - 1}.h`;
  const recurrent = Object.entries(cellFacts(cell).recurrent);
  return [
    { from: below, to: h, kind: 'input', label: 'U', parameters: [`layers.${layer}.U`], delay: 0 },
    ...recurrent.map(([name, delay]): Connection => ({ from: h, to: h, kind: 'recurrent', label: name, parameters: [`layers.${layer}.${name}`], delay })),
  ];
}

/** ŷ = softmax(o) for classes; for numbers ŷ is o itself. */
function outputConnections({ cells, loss }: GraphModel): Connection[] {
  const top = `layers.${cells.length - 1}.h`;
  const plain = { label: '', parameters: [], delay: 0 };
  return [
    { from: top, to: 'o', kind: 'output', label: 'V', parameters: ['V'], delay: 0 },
    { from: 'o', to: 'yHat', kind: loss === 'crossEntropy' ? 'softmax' : 'identity', ...plain },
    { from: 'yHat', to: 'loss', kind: 'loss', ...plain },
    { from: 'y', to: 'loss', kind: 'target', ...plain },
  ];
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
