import { SpecError } from '../spec/problem.ts';
import type { ResolvedExperiment, TreesData } from '../spec/experiment.ts';
import { placesFit } from '../spec/placesFit.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import type { Sequence, Task } from '../tasks/task.ts';
import { balancedTree, chainTree, nothing, parsedTree, type Tree } from '../tasks/trees.ts';
import type { Note } from '../train/records.ts';
import { readTrees, type BracketedNode, type BracketedTree } from './bracketed.ts';
import { check } from './check.ts';
import { TaskSource } from './task.ts';

/** What stands for a word that is none of those the model knows. */
const unknown = '?';

/**
 * Labelled trees of a file: the last share is for validation. Symbols are those of the part that is trained on, the most frequent
 * first, `vocabulary` of them at most; labels are those of the whole file.
 *
 * @throws SpecError where a line is no tree, or the trees do not fit the experiment
 */
export function treesSource(text: string, experiment: ResolvedExperiment, data: Required<TreesData>): TaskSource {
  const trees = readTrees(text, data.format, data.file);
  const kept = Math.floor(trees.length * data.validation);
  const [training, validation] = [trees.slice(0, trees.length - kept), trees.slice(trees.length - kept)];
  if (training.length === 0) throw new SpecError(`${data.file} has no tree to train on.`, ['data', 'file']);
  const shaped = new Map(trees.map((tree) => [tree, shapedTree(tree.root, data.shape)]));
  check(tooLarge(trees, shaped, experiment, data.file));
  const arity = [...shaped.values()].flatMap(({ children }) => children).reduce((most, own) => Math.max(most, own.length), 1);
  check(experiment.model.layers.flatMap(({ cell }, layer) => placesFit(cell, arity).map((message) => new SpecError(message, ['model', 'layers', layer, 'cell', 'arity']))));
  const symbols = vocabulary(training.map((tree) => shaped.get(tree)!), data.vocabulary);
  const names = labelsOf(trees);
  if (names.length < 2) throw new SpecError(`All trees of ${data.file} have the label "${names[0]}": there is nothing to learn.`, ['data', 'file']);
  const [symbolIndex, labelIndex] = [indexOf(symbols), indexOf(names)];
  const sequence = (tree: BracketedTree) => sequenceOf(tree, shaped.get(tree)!, symbolIndex, labelIndex, experiment.model.output);
  const [learnt, held] = [training.map(sequence), validation.map(sequence)];
  const task: Task = {
    title: data.file, label: 'label', x: { kind: 'classes', names: symbols }, y: { kind: 'classes', names }, output: experiment.model.output, why: '', leastTau: 1,
    trees: { arity },
    draw: (_, random) => learnt[random.integer(learnt.length)]!,
    drawValidation: (_, __, index) => held[index]!,
  };
  return new TaskSource(task, experiment, held.length, [sizeNote(data.file, trees.length, held.length, symbols.length, names.length)], { symbols, answers: names });
}

type Index = ReadonlyMap<string, number>;

const indexOf = (names: readonly string[]): Index => new Map(names.map((name, index) => [name, index]));

/** The tree as it stands, or another over its words. */
function shapedTree(root: BracketedNode, shape: TreesData['shape']): Tree & { readonly labels: readonly (string | undefined)[] } {
  if (shape === 'balanced' || shape === 'chain') {
    const tree = shape === 'balanced' ? balancedTree(wordsOf(root)) : chainTree(wordsOf(root));
    return { ...tree, labels: tree.symbols.map(() => undefined) };
  }
  const labels: (string | undefined)[] = [];
  const symbolOf = (node: BracketedNode) => { labels.push(node.label); return node.symbol ?? nothing; };
  return { ...parsedTree(root, symbolOf, ({ children }) => children), labels };
}

/** From left to right, with brackets where they say what belongs to a node's own symbol. */
function wordsOf({ symbol, children }: BracketedNode): string[] {
  if (children.length === 0) return [symbol!];
  const below = children.flatMap(wordsOf);
  return symbol === undefined ? below : [`[${symbol}`, ...below, ']'];
}

function vocabulary(trees: readonly Tree[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const symbol of trees.flatMap(({ symbols }) => symbols)) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  const words = [...counts].filter(([symbol]) => symbol !== unknown).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([symbol]) => symbol);
  return [unknown, ...words.slice(0, most)];
}

/** Numbers by size, words by the alphabet. */
function labelsOf(trees: readonly BracketedTree[]): string[] {
  const names = new Set<string>();
  const visit = ({ label, children }: BracketedNode): void => {
    if (label !== undefined) names.add(label);
    children.forEach(visit);
  };
  for (const { label, root } of trees) {
    names.add(label);
    visit(root);
  }
  return [...names].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
}

function sequenceOf(tree: BracketedTree, shaped: ReturnType<typeof shapedTree>, symbols: Index, labels: Index, output: 'each' | 'last'): Sequence {
  const x = Int32Array.from(shaped.symbols, (symbol) => symbols.get(symbol) ?? 0);
  const y = output === 'last' ? [tree.label] : shaped.labels.map((label) => label!);
  return { x, y: Int32Array.from(y, (label) => labels.get(label)!), children: shaped.children, written: wordsOf(tree.root).join(' ') };
}

function tooLarge(trees: readonly BracketedTree[], shaped: ReadonlyMap<BracketedTree, Tree>, { training: { tau } }: ResolvedExperiment, file: string): SpecError[] {
  const sizeOf = (tree: BracketedTree) => shaped.get(tree)!.symbols.length;
  const largest = trees.reduce((most, tree) => (sizeOf(tree) > sizeOf(most) ? tree : most));
  const nodes = sizeOf(largest);
  return nodes <= tau ? [] : [new SpecError(`\`tau\` is ${formatNumber(tau)}, but the tree at ${file}:${largest.line} has ${counted(nodes, 'node')}: set \`tau\` to ${formatNumber(nodes)}.`, ['training', 'tau'])];
}

function sizeNote(file: string, trees: number, kept: number, symbols: number, labels: number): Note {
  return { level: 'info', message: `${file}: ${counted(trees, 'tree')} of ${counted(symbols, 'symbol')} and ${counted(labels, 'label')}; the last ${formatNumber(kept)} for validation.` };
}
