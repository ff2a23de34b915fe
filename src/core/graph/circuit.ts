import { cellFacts, inputMatrices } from '../spec/cellFacts.ts';
import type { CellFacts } from '../spec/cellFacts.ts';
import { chainsOf, depthOf } from '../spec/chains.ts';
import type { ChainSpec, StackedLayer } from '../spec/chains.ts';
import { carriesHidden, outputsRead, readsOutput } from '../spec/ownOutput.ts';
import type { GraphEdge, GraphModel, NodeKind } from './graph.ts';

/** A variable of the model, before it is placed in time. */
export interface Variable {
  readonly probe: string;
  readonly kind: NodeKind;
  /** As the book writes it, without the time. */
  readonly symbol: string;
  readonly row: number;
  readonly gradient?: string;
  /** Belongs to an answer: it is only where there is an output. */
  readonly answers?: boolean;
  readonly parameters: readonly string[];
}

/** A dependency of one variable on another, `delay` steps earlier (negative: later): an edge before it has a place. */
export interface Connection extends Omit<GraphEdge, 'id'> {
  /** It begins at the first step, wherever it ends: what reads backward is read when it has read all. */
  readonly fromFirst?: boolean;
  /** Its parameters are of one step each, in the order of time; else all are of every step. */
  readonly perStep?: boolean;
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
 * A stack of layers under one output: x → h₁ → h₂ → … → o → ŷ → L ← y, each h also → itself one step later, or more for a skip through time. Of a layer that reads
 * both ways, h and g stand one above the other, and what is above reads both (figure 10.11). Feedforward layers on the way into a
 * cell (z from what it reads, m from its own state) stand below it, those on the way to o (q) below that (figure 10.13). A model that
 * reads its own output has ŷ → h one step later, or y → h where targets are given (figures 10.4 and 10.6).
 */
export function circuit(model: GraphModel): Circuit {
  const stack = model.layers.map((layer, index) => chainsOf(layer, index).map((chain) => ({ chain, layer, mark: model.layers.length === 1 ? '' : subscript(index + 1) })));
  const variables = placed([inputVariable, ...stack.flat().flatMap(chainVariables), ...outputVariables(model)]);
  const within = stack.flatMap((chains, index) => chains.flatMap((chain) => chainLinks(chain, stack[index - 1], carriesHidden(model))));
  const links = [...within, ...stack[0]!.flatMap((chain) => ownOutputLinks(model, chain)), ...outputLinks(model, stack.at(-1)!)];
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

/** A chain and the layer it is of. */
interface StackedChain {
  readonly chain: ChainSpec;
  readonly layer: StackedLayer;
  /** The layer's number as its symbols bear it; empty where there is one layer. */
  readonly mark: string;
}

/** z and m of the layers on the way, then h. */
function chainVariables({ chain: { name, state, gradient }, layer, mark }: StackedChain): Unplaced[] {
  const { input, hidden } = depthOf(layer);
  return [
    ...feedforwardVariables(feedforward(`${name}.input`, input), `z${mark}`),
    ...feedforwardVariables(feedforward(`${name}.hidden`, hidden), `m${mark}`),
    { probe: state, kind: 'h', symbol: `${state.slice(-1)}${mark}`, gradient, parameters: Object.keys(cellFacts(layer.cell).vectors).map((vector) => `${name}.${vector}`) },
  ];
}

function outputVariables({ outputDepth = 0 }: GraphModel): Unplaced[] {
  return [
    ...feedforwardVariables(feedforward('output', outputDepth), 'q').map((variable) => ({ ...variable, answers: true })),
    { probe: 'o', kind: 'o', symbol: 'o', answers: true, parameters: ['c'] },
    { probe: 'yHat', kind: 'yHat', symbol: 'ŷ', answers: true, parameters: [] },
    { probe: 'loss', kind: 'loss', symbol: 'L', answers: true, parameters: [] },
    { probe: 'y', kind: 'y', symbol: 'y', answers: true, parameters: [] },
  ];
}

/** The layers of a feedforward network by name, from its input upwards. */
const feedforward = (name: string, depth: number): string[] => Array.from({ length: depth }, (_, i) => `${name}.${i}`);

const feedforwardVariables = (layers: readonly string[], symbol: string): Unplaced[] =>
  layers.map((probe, i) => ({ probe, kind: 'z', symbol: symbol + '′'.repeat(i), parameters: [`${probe}.b`] }));

/** From each source to the first of the layers, and from each to the next. @param delay of the first */
const feedforwardLinks = (sources: readonly string[], layers: readonly string[], delay: number): Link[] =>
  layers.flatMap((to, i) => (i === 0 ? sources : [layers[i - 1]!]).map((from) =>
    ({ from, to, kind: 'within', label: 'W', parameters: [`${to}.W`], delay: i === 0 ? delay : 0 })));

/** @param below the chains of the layer below; none below the first @param carried whether the state before is read */
function chainLinks({ chain: { name, direction, state }, layer }: StackedChain, below: readonly StackedChain[] | undefined, carried: boolean): Link[] {
  const { input, hidden, skip } = depthOf(layer);
  const [inputs, hiddens] = [feedforward(`${name}.input`, input), feedforward(`${name}.hidden`, hidden)];
  const sources = below?.map(({ chain }) => chain.state) ?? ['x'];
  const delay = direction === 'forward' ? 1 : -1;
  const facts = cellFacts(layer.cell);
  const { onlyH, recurrent, carries } = facts;
  return [
    ...feedforwardLinks(sources, inputs, 0),
    ...(input > 0 ? inputs.slice(-1) : sources).flatMap((from) => ownInputs(facts).map((link): Link =>
      ({ ...link, from, to: state, kind: 'input', parameters: link.parameters.map((parameter) => `${name}.${parameter}`), delay: link.delay * delay }))),
    ...feedforwardLinks([state], hiddens, delay),
    ...hiddens.slice(-1).map((from): Link => ({ from, to: state, kind: 'input', label: 'W', parameters: [`${name}.W`], delay: 0 })),
    ...(carried && (hidden === 0 || skip) ? Object.entries(recurrent).map(([label, steps]): Link =>
      ({ from: state, to: state, kind: 'recurrent', label, parameters: [`${name}.${label}`], delay: steps * delay })) : []),
    // What else a state carries (the c of an LSTM) goes from step to step past whatever h goes through.
    ...(carries || (hidden > 0 && !skip && !onlyH) ? [{ from: state, to: state, kind: 'recurrent', label: '', parameters: [], delay } as const] : []),
  ];
}

/** How a cell reads what is below it, forward in time. */
function ownInputs(facts: CellFacts): Pick<Link, 'label' | 'parameters' | 'delay' | 'perStep'>[] {
  if (facts.positions !== undefined) return [{ label: 'U⁽ᵗ⁾', parameters: inputMatrices(facts), delay: 0, perStep: true }];
  const { reads = [0] } = facts;
  return reads.map((delay, i) => ({ label: reads.length === 1 ? 'U' : `U${subscript(i)}`, parameters: ['U'], delay }));
}

/** From the output of the step before into the first layer, through Y. */
function ownOutputLinks(model: GraphModel, { chain: { name, state }, layer }: StackedChain): Link[] {
  if (!readsOutput(model)) return [];
  const into = depthOf(layer).input > 0
    ? { to: `${name}.input.0`, kind: 'within', parameters: [`${name}.input.0.Y`] } as const
    : { to: state, kind: 'recurrent', parameters: [`${name}.Y`] } as const;
  return outputsRead(model.teacherForcing).map((from) => ({ from, ...into, label: 'Y', delay: 1 }));
}

/** ŷ = softmax(o) for classes; for numbers ŷ is o itself. */
function outputLinks({ output, outputDepth = 0, loss }: GraphModel, top: readonly StackedChain[]): Link[] {
  const plain = { label: '', parameters: [], delay: 0 };
  const layers = feedforward('output', outputDepth);
  const first = layers[0] ?? 'o';
  const V = { kind: 'output', label: 'V', parameters: ['V'], delay: 0 } as const;
  const onto = outputDepth === 0 ? V : { kind: 'within', label: 'W', parameters: [`${first}.W`], delay: 0 } as const;
  return [
    ...top.map(({ chain: { state, direction } }): Link => (
      { from: state, to: first, ...onto, ...(output === 'last' && direction === 'backward' && { fromFirst: true }) })),
    ...feedforwardLinks(layers.slice(0, 1), layers.slice(1), 0),
    ...layers.slice(-1).map((from): Link => ({ from, to: 'o', ...V })),
    { from: 'o', to: 'yHat', kind: loss === 'crossEntropy' ? 'softmax' : 'identity', ...plain },
    { from: 'yHat', to: 'loss', kind: 'loss', ...plain },
    { from: 'y', to: 'loss', kind: 'target', ...plain },
  ];
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
