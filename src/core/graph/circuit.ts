import { depthOf } from '../spec/chains.ts';
import { layersRead, outputReads } from '../spec/outputReads.ts';
import { carriesHidden, halts, outputsRead, predictsLength, readsContext, readsOutput } from '../spec/ownOutput.ts';
import { contextLinks, contextVariable } from './contextCircuit.ts';
import { attendedVariable, encoderCircuit } from './encoderCircuit.ts';
import { gradientName } from './gradientName.ts';
import type { GraphModel } from './graph.ts';
import { chainVariables, feedforward, feedforwardLinks, feedforwardVariables, ownReads, stacked, stackLinks } from './stackCircuit.ts';
import type { Source, StackedChain } from './stackCircuit.ts';
import type { Connection, Link, Unplaced, Variable } from './variable.ts';

/** A tree whose nodes are the columns, in post-order. */
export interface DrawnTree {
  /** Columns of each node's children. */
  readonly children: readonly (readonly number[])[];
  /** How many rows each node stands above the leaves. */
  readonly climbs: readonly number[];
}

/** The circuit of figure 10.3, left: what depends on what at any t. Folded and unfolded graph are two ways to draw it. */
export interface Circuit {
  readonly variables: readonly Variable[];
  readonly connections: readonly Connection[];
  readonly rows: number;
  /** The tree along which it is unfolded, where one is known. */
  readonly tree?: DrawnTree;
  /** Where o, ŷ, L and y are: at each t, or at the last only. */
  readonly output: 'each' | 'last';
}

/**
 * A stack of layers under one output: x → h₁ → h₂ → … → o → ŷ → L ← y, each h also → itself one step later, or more for a skip through time. Of a layer that reads
 * both ways, h and g stand one above the other, and what is above reads both (figure 10.11). Feedforward layers on the way into a
 * cell (z from what it reads, m from its own state) stand below it, those on the way to o (q) below that (figure 10.13). A model that
 * reads its own output has ŷ → h one step later, or y → h where targets are given (figures 10.4 and 10.6). An encoder stands below and
 * before them all, and what goes over is C, and what is attended to (figure 10.12); a decoder that reads what it wrote itself has ŷ → x one step later. A context that is given is a C that is there once
 * (figure 10.9). A readout may read the states of all layers, and x. Where the length is predicted, r counts down from what x says of it.
 */
export function circuit(model: GraphModel): Circuit {
  const { encoder } = model;
  const given = readsContext(model) ? model.context : undefined;
  const stack = stacked(model.layers);
  const fromC = [encoder, given].some((context) => context !== undefined && context.as !== 'initialState');
  const own = stackLinks(stack, [['x', 'U'], ...(fromC ? [['C', 'R'] as const] : []), ...(encoder?.attention ? [['context', 'A'] as const] : []), ...(predictsLength(model) ? [['remaining', 'T'] as const] : [])], carriesHidden(model));
  const source = encoder && encoderCircuit(encoder, stack.at(-1)!, own);
  const variables = placed([
    ...source?.variables ?? [], inputVariable, ...(predictsLength(model) ? [remainingVariable] : []), ...(given ? [contextVariable] : []), ...(encoder?.attention ? [attendedVariable] : []), ...stack.flat().flatMap(chainVariables), ...outputVariables(model),
  ]);
  const links = [...source?.links ?? [], ...source?.decoder ?? (given ? contextLinks(given, stack, own) : own), ...stack[0]!.flatMap((chain) => ownOutputLinks(model, chain)), ...writtenLinks(model), ...outputLinks(model, layersRead(stack, outputReads(model.readout)).flat())];
  return { variables, connections: connect(links, variables), rows: variables.length, output: model.output };
}

/** Rows from the input upwards. */
const placed = (variables: readonly Unplaced[]): Variable[] => variables.map((variable, row) => ({ ...variable, row }));

function connect(links: readonly Link[], variables: readonly Variable[]): Connection[] {
  const byProbe = new Map(variables.map((variable) => [variable.probe, variable]));
  return links.map((link) => {
    const [from, to] = [byProbe.get(link.from)!, byProbe.get(link.to)!];
    const state = [to, from].find(({ kind }) => kind === 'h');
    return { ...link, rows: [from.row, to.row], ...(state && { gradient: gradientName(state.probe) }) };
  });
}

const inputVariable: Unplaced = { probe: 'x', kind: 'x', symbol: 'x', parameters: [] };
/** How many steps are left. */
const remainingVariable: Unplaced = { probe: 'remaining', kind: 'remaining', symbol: 'r', parameters: [] };

function outputVariables({ outputDepth = 0, readout, ...model }: GraphModel): Unplaced[] {
  return [
    ...feedforwardVariables(feedforward('output', outputDepth), 'q').map((variable) => ({ ...variable, answers: true })),
    ...(halts(model) ? [{ probe: 'halt', kind: 'halt', symbol: 's', answers: true, parameters: ['halt.c'] } as const] : []),
    { probe: 'o', kind: 'o', symbol: 'o', answers: true, parameters: outputReads(readout).bias ? ['c'] : [] },
    { probe: 'yHat', kind: 'yHat', symbol: 'ŷ', answers: true, parameters: [] },
    { probe: 'loss', kind: 'loss', symbol: 'L', answers: true, parameters: [] },
    { probe: 'y', kind: 'y', symbol: 'y', answers: true, parameters: [] },
  ];
}

/** From the output of the step before into the first layer, through Y. */
function ownOutputLinks(model: GraphModel, stackedChain: StackedChain): Link[] {
  if (!readsOutput(model)) return [];
  const { chain: { name, state }, layer } = stackedChain;
  const into = depthOf(layer).input > 0
    ? [{ to: `${name}.input.0`, kind: 'within', label: 'Y', parameters: [`${name}.input.0.Y`], delay: 1 } as const]
    : ownReads(stackedChain, 'Y').map((link) => ({ ...link, kind: link.to === state ? 'recurrent' : 'within', delay: link.delay + 1 } as const));
  return outputsRead(model.teacherForcing).flatMap((from) => into.map((link): Link => ({ from, ...link })));
}

/** A decoder that is not always given the target reads the symbol that it chose one step before. */
const writtenLinks = ({ encoder, teacherForcing }: GraphModel): Link[] => (encoder && outputsRead(teacherForcing).includes('yHat') ? [{ from: 'yHat', to: 'x', kind: 'choice', label: '', parameters: [], delay: 1 }] : []);

/** ŷ = softmax(o) for classes; for numbers ŷ is o itself. @param top the states that o, or the first of the layers on the way to it, reads */
function outputLinks({ output, outputDepth = 0, readout, loss, ...model }: GraphModel, top: readonly StackedChain[]): Link[] {
  const plain = { label: '', parameters: [], delay: 0 };
  const layers = feedforward('output', outputDepth);
  const first = layers[0] ?? 'o';
  const V = { kind: 'output', label: 'V', parameters: ['V'], delay: 0 } as const;
  const onto = outputDepth === 0 ? V : { kind: 'within', label: 'W', parameters: [`${first}.W`], delay: 0 } as const;
  return [
    ...top.map(({ chain: { state, direction } }): Link => (
      { from: state, to: first, ...onto, ...(output === 'last' && direction === 'backward' && { fromFirst: true }) })),
    ...(outputReads(readout).inputs ? [{ from: 'x', to: first, ...onto } satisfies Link] : []),
    ...feedforwardLinks(layers.slice(0, 1).map((layer): Source => [layer, 'W']), layers.slice(1), 0),
    ...layers.slice(-1).map((from): Link => ({ from, to: 'o', ...V })),
    ...(halts(model) ? haltingLinks(outputDepth > 0 ? layers.slice(-1) : top.map(({ chain }) => chain.state)) : []),
    ...(predictsLength(model) ? remainingLinks : []),
    { from: 'o', to: 'yHat', kind: loss === 'crossEntropy' ? 'softmax' : 'identity', ...plain },
    { from: 'yHat', to: 'loss', kind: 'loss', ...plain },
    { from: 'y', to: 'loss', kind: 'target', ...plain },
  ];
}

/** What o is made of reads the halting unit as well: what comes if the sequence does not end, and that it ends. */
const haltingLinks = (sources: readonly string[]): Link[] => [
  ...sources.map((from): Link => ({ from, to: 'halt', kind: 'output', label: 'V', parameters: ['halt.V'], delay: 0 })),
  { from: 'halt', to: 'o', kind: 'identity', label: '', parameters: [], delay: 0 },
];

/** What x says of the length is counted down, and says whether o is of lengths or of symbols. */
const remainingLinks: readonly Link[] = [
  { from: 'x', to: 'remaining', kind: 'identity', label: '', parameters: [], delay: 0 },
  { from: 'remaining', to: 'remaining', kind: 'recurrent', label: '', parameters: [], delay: 1 },
  { from: 'remaining', to: 'o', kind: 'identity', label: '', parameters: [], delay: 0 },
];
