import { chainsOf } from '../spec/chains.ts';
import type { ChainSpec } from '../spec/chains.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { GraphEdge, GraphModel, NodeKind } from './graph.ts';

/** A variable of the model, before it is placed in time. */
export interface Variable {
  readonly probe: string;
  readonly kind: NodeKind;
  /** As the book writes it, without the time. */
  readonly symbol: string;
  readonly row: number;
  readonly gradient?: string;
  readonly parameters: readonly string[];
}

/** A dependency of one variable on another, `delay` steps earlier: an edge before it has a place. */
export interface Connection extends Omit<GraphEdge, 'id'> {
  /** It begins at the first step, wherever it ends: what reads backward is read when it has read all. */
  readonly fromFirst?: boolean;
}

/** The circuit of figure 10.3, left: what depends on what at any t. Folded and unfolded graph are two ways to draw it. */
export interface Circuit {
  readonly variables: readonly Variable[];
  readonly connections: readonly Connection[];
  readonly rows: number;
  /** Where o, ŷ, L and y are: at each t, or at the last only. */
  readonly output: 'each' | 'last';
}

/**
 * A stack of layers under one output: x → h₁ → h₂ → … → o → ŷ → L ← y, each h also → itself one step later. Of a layer that reads
 * both ways, h and g stand one above the other, and what is above reads both (figure 10.11).
 */
export function circuit(model: GraphModel): Circuit {
  const stack = model.layers.map((layer, index) => chainsOf(layer, index));
  const variables = placed([inputVariable, ...model.layers.flatMap(({ cell }, index) => stack[index]!.map((chain) => hiddenVariable(model, cell, chain, index))), ...outputVariables]);
  const links = [...stack.flatMap((chains, index) => chains.flatMap((chain) => chainLinks(chain, stack[index - 1]))), ...outputLinks(model, stack.at(-1)!)];
  return { variables, connections: connect(links, variables), rows: variables.length, output: model.output };
}

type Unplaced = Omit<Variable, 'row'>;
/** A connection before the rows are known. */
type Link = Omit<Connection, 'rows' | 'gradient'>;

/** Rows from the input upwards. */
const placed = (variables: readonly Unplaced[]): Variable[] => variables.map((variable, row) => ({ ...variable, row }));

function connect(links: readonly Link[], variables: readonly Variable[]): Connection[] {
  const byProbe = new Map(variables.map((variable) => [variable.probe, variable]));
  return links.map((link) => {
    const [from, to] = [byProbe.get(link.from)!, byProbe.get(link.to)!];
    const gradient = to.gradient ?? from.gradient;
    return { ...link, rows: [from.row, to.row], ...(gradient !== undefined && { gradient }) };
  });
}

const inputVariable: Unplaced = { probe: 'x', kind: 'x', symbol: 'x', parameters: [] };

function hiddenVariable({ layers }: GraphModel, cell: CellSpec, { name, state, gradient }: ChainSpec, layer: number): Unplaced {
  const letter = state.slice(-1);
  const symbol = layers.length === 1 ? letter : `${letter}${subscript(layer + 1)}`;
  return { probe: state, kind: 'h', symbol, gradient, parameters: biases(cell).map((bias) => `${name}.${bias}`) };
}

const outputVariables: readonly Unplaced[] = [
  { probe: 'o', kind: 'o', symbol: 'o', parameters: ['c'] },
  { probe: 'yHat', kind: 'yHat', symbol: 'ŷ', parameters: [] },
  { probe: 'loss', kind: 'loss', symbol: 'L', parameters: [] },
  { probe: 'y', kind: 'y', symbol: 'y', parameters: [] },
];

/** @param below the chains of the layer below; none below the first */
function chainLinks({ name, direction, state }: ChainSpec, below: readonly ChainSpec[] | undefined): Link[] {
  const sources = below?.map((chain) => chain.state) ?? ['x'];
  return [
    ...sources.map((from): Link => ({ from, to: state, kind: 'input', label: 'U', parameters: [`${name}.U`], delay: 0 })),
    { from: state, to: state, kind: 'recurrent', label: 'W', parameters: [`${name}.W`], delay: direction === 'forward' ? 1 : -1 },
  ];
}

/** ŷ = softmax(o) for classes; for numbers ŷ is o itself. */
function outputLinks({ output, loss }: GraphModel, top: readonly ChainSpec[]): Link[] {
  const plain = { label: '', parameters: [], delay: 0 };
  return [
    ...top.map(({ state, direction }): Link => ({
      from: state, to: 'o', kind: 'output', label: 'V', parameters: ['V'], delay: 0, ...(output === 'last' && direction === 'backward' && { fromFirst: true }),
    })),
    { from: 'o', to: 'yHat', kind: loss === 'crossEntropy' ? 'softmax' : 'identity', ...plain },
    { from: 'yHat', to: 'loss', kind: 'loss', ...plain },
    { from: 'y', to: 'loss', kind: 'target', ...plain },
  ];
}

/** A GRU whose reset gate acts after the product has a second bias inside that product. */
function biases(cell: CellSpec): string[] {
  return cell.kind === 'gru' && cell.reset !== 'before' ? ['b', 'bW'] : ['b'];
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
