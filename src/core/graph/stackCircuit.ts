import { cellFacts, inputMatrices } from '../spec/cellFacts.ts';
import type { CellFacts } from '../spec/cellFacts.ts';
import { chainsOf, depthOf, isOfTrees } from '../spec/chains.ts';
import type { ChainSpec, StackedLayer } from '../spec/chains.ts';
import { subscript } from '../spec/subscript.ts';
import type { Link, Unplaced } from './variable.ts';

/** A chain and the layer it is of. */
export interface StackedChain {
  readonly chain: ChainSpec;
  readonly layer: StackedLayer;
  /** The layer's number as its symbols bear it; empty where there is one layer. */
  readonly mark: string;
}

/** z and m of the layers on the way, then what a cell has besides h, a memory, and h. */
export function chainVariables({ chain: { name, state }, layer, mark }: StackedChain): Unplaced[] {
  const { input, hidden } = depthOf(layer);
  const { nodes = [] } = cellFacts(layer.cell).inner ?? {};
  const own = (parameters: readonly string[]): string[] => parameters.map((parameter) => `${name}.${parameter}`);
  return [
    ...feedforwardVariables(feedforward(`${name}.input`, input), `z${mark}`),
    ...feedforwardVariables(feedforward(`${name}.hidden`, hidden), `m${mark}`),
    ...nodes.map((node): Unplaced => ({ probe: `${name}.${node.name}`, kind: node.kind, symbol: `${node.name}${mark}`, parameters: own(node.parameters) })),
    { probe: state, kind: 'h', symbol: `${state.slice(-1)}${mark}`, parameters: own(nodeParameters(layer)), ...(isOfTrees(layer) && { climbs: true }) },
  ];
}

function nodeParameters({ cell, hiddenSize }: StackedLayer): string[] {
  const { vectors, others, inputs = [], mixed = [], recurrent, inner } = cellFacts(cell);
  const within = inner ? [...inner.nodes.flatMap(({ parameters }) => parameters), ...[...inner.reads, ...inner.links].flatMap(({ matrices }) => matrices)] : [];
  const elsewhere = new Set([...inputs, ...mixed, ...Object.keys(recurrent), ...within]);
  return [...Object.keys(vectors), ...Object.keys(others?.(0, hiddenSize) ?? {})].filter((name) => !elsewhere.has(name));
}

/** The chains of every layer. @param root of their names @param letter that marks their symbols */
export function stacked(layers: readonly StackedLayer[], root = '', letter = ''): StackedChain[][] {
  return layers.map((layer, index) => chainsOf(layer, index, root).map((chain) => ({ chain, layer, mark: `${letter}${layers.length === 1 ? '' : subscript(index + 1)}` })));
}

/** @param sources what the first layer reads, each with the letter of its matrix @param carried whether the states before are read */
export function stackLinks(stack: readonly (readonly StackedChain[])[], sources: readonly Source[], carried = true): Link[] {
  return stack.flatMap((chains, index) => chains.flatMap((chain) =>
    chainLinks(chain, stack[index - 1]?.map(({ chain: { state } }) => [state, 'U'] as const) ?? sources, carried)));
}

/** A variable that a layer reads, and the letter of the matrix through which it does. */
export type Source = readonly [variable: string, letter: string];

/** The layers of a feedforward network by name, from its input upwards. */
export const feedforward = (name: string, depth: number): string[] => Array.from({ length: depth }, (_, i) => `${name}.${i}`);

export const feedforwardVariables = (layers: readonly string[], symbol: string): Unplaced[] =>
  layers.map((probe, i) => ({ probe, kind: 'z', symbol: symbol + '′'.repeat(i), parameters: [`${probe}.b`] }));

/** From each source to the first of the layers, and from each to the next. @param delay of the first */
export const feedforwardLinks = (sources: readonly Source[], layers: readonly string[], delay: number): Link[] =>
  layers.flatMap((to, i) => (i === 0 ? sources : [[layers[i - 1]!, 'W'] as const]).map(([from, letter]) =>
    ({ from, to, kind: 'within', label: letter, parameters: [`${to}.${letter}`], delay: i === 0 ? delay : 0 })));

/** The matrix of x, or of the layer below, is the W of the first feedforward layer where there is one. */
const ontoFeedforward = (sources: readonly Source[]): Source[] => sources.map(([from, letter]) => [from, letter === 'U' ? 'W' : letter]);

/** @param sources what it reads @param carried whether the state before is read */
function chainLinks(stackedChain: StackedChain, sources: readonly Source[], carried: boolean): Link[] {
  const { chain: { name, direction, state }, layer } = stackedChain;
  const { input, hidden, skip } = depthOf(layer);
  const [inputs, hiddens] = [feedforward(`${name}.input`, input), feedforward(`${name}.hidden`, hidden)];
  const delay = direction === 'forward' ? 1 : -1;
  const facts = cellFacts(layer.cell);
  const { onlyH, carries, passes, inner, children = [] } = facts;
  const back = waysBack(facts);
  const own = (matrices: readonly string[]): Pick<Link, 'label' | 'parameters'> => ({ label: matrices.join(', '), parameters: matrices.map((matrix) => `${name}.${matrix}`) });
  return [
    ...feedforwardLinks(ontoFeedforward(sources), inputs, 0),
    ...(input > 0 ? inputs.slice(-1).map((layer): Source => [layer, 'U']) : sources).flatMap(([from, letter]) => ownReads(stackedChain, letter).map((link): Link => ({ ...link, from, delay: link.delay * delay }))),
    ...(inner?.links ?? []).map((link): Link => {
      const [from, to] = [link.from, link.to].map((node) => (node === 'h' ? state : `${name}.${node}`)) as [string, string];
      return { ...own(link.matrices), from, to, kind: from === to ? 'recurrent' : kindInto(to, state), delay: link.delay * delay };
    }),
    ...feedforwardLinks([[state, 'W']], hiddens, delay),
    ...hiddens.slice(-1).flatMap((from) => back.map(([, matrices]): Link => ({ ...own(matrices), from, to: state, kind: 'input', delay: 0 }))),
    ...(carried && (hidden === 0 || skip) ? back.map(([steps, matrices]): Link => ({ ...own(matrices), from: state, to: state, kind: 'recurrent', delay: steps * delay })) : []),
    ...children.map(({ label, place, matrices }): Link => (
      { from: state, to: state, kind: 'recurrent', label, parameters: Object.keys(matrices).map((matrix) => `${name}.${matrix}`), delay: 1, child: place ?? 'each' })),
    // What else a state carries (the c of an LSTM) goes from step to step past whatever h goes through.
    ...((carries && !inner) || passes || (hidden > 0 && !skip && !onlyH) ? [{ from: state, to: state, kind: 'recurrent', label: '', parameters: [], delay } as const] : []),
  ];
}

/** From how many steps before a cell reads its state, and the matrices through which it does. */
function waysBack({ recurrent, mixed = [] }: CellFacts): [steps: number, matrices: string[]][] {
  const ways = new Map<number, string[]>();
  for (const [matrix, steps] of [...Object.entries(recurrent), ...mixed.map((matrix) => [matrix, 1] as const)]) ways.set(steps, [...ways.get(steps) ?? [], matrix]);
  return [...ways];
}

/** Where a chain reads what is below it, or what comes beside that, forward in time. */
export function ownReads({ chain: { name, state }, layer: { cell } }: StackedChain, letter: string): Omit<Link, 'from'>[] {
  const facts = cellFacts(cell);
  const ways = facts.inner
    ? facts.inner.reads.map(({ to, matrices }) => ({ to: to === 'h' ? state : `${name}.${to}`, ...labelled(matrices.map((matrix) => (matrix === 'U' ? letter : matrix))), delay: 0 }))
    : ownInputs(facts, letter).map((link) => ({ ...link, to: state }));
  return ways.map((way) => ({ ...way, kind: kindInto(way.to, state), parameters: way.parameters.map((parameter) => `${name}.${parameter}`) }));
}

const labelled = (matrices: readonly string[]): Pick<Link, 'label' | 'parameters'> => ({ label: matrices.join(', '), parameters: matrices });

const kindInto = (node: string, state: string): 'input' | 'within' => (node === state ? 'input' : 'within');

/** How a cell reads what is below it and what comes beside that, forward in time. */
function ownInputs(facts: CellFacts, letter: string): Pick<Link, 'label' | 'parameters' | 'delay' | 'perStep'>[] {
  const { inputs, mixed = [] } = facts;
  if (inputs && (letter === 'U' || !inputs.includes('U'))) return [{ label: [...inputs, ...mixed].join(', '), parameters: [...inputs, ...mixed], delay: 0 }];
  if (letter === 'U' && facts.positions !== undefined) return [{ label: 'U⁽ᵗ⁾', parameters: inputMatrices(facts), delay: 0, perStep: true }];
  const { reads = [0] } = facts;
  return reads.map((delay, i) => ({ label: reads.length === 1 ? letter : `${letter}${subscript(i)}`, parameters: [letter], delay }));
}
