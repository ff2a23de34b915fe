import { readTrees, type BracketedNode, type BracketedTree, type TreeFormat } from '../data/bracketed.ts';
import { SpecError } from '../spec/problem.ts';
import type { TreesProfile } from './profile.ts';

/** Whether each line is something in brackets, a label before it or not. */
export const looksLikeTrees = (lines: readonly string[]): boolean => lines.length > 0 && lines.every(line => /^\s*(\S+\s+)?\([^)]*\s.*\)\s*$/.test(line));

/** @throws SpecError with the place where a line is no tree, or where there is nothing to learn */
export function treesProfile(text: string, file: string): TreesProfile {
  const format = formatOf(text, file);
  const trees = readTrees(text, format, file);
  const nodes = trees.flatMap(({ root }) => nodesOf(root));
  const labels = new Set([...trees.map(({ label }) => label), ...nodes.flatMap(({ label }) => label ?? [])]);
  if (labels.size < 2) throw new SpecError(`All trees of ${file} have the label "${[...labels][0]!}": there is nothing to learn.`, ['data', 'file']);
  const most = (of: (tree: BracketedTree) => number) => trees.reduce((largest, tree) => Math.max(largest, of(tree)), 1);
  return {
    kind: 'trees', file, format, trees: trees.length, labels: labels.size,
    arity: nodes.reduce((largest, { children }) => Math.max(largest, children.length), 1),
    nodes: most(({ root }) => nodesOf(root).length), words: most(({ root }) => wordsIn(root)),
  };
}

/** Labels at each node; or the tree's before it, and then the first word in a bracket is an operator where it is never a leaf. */
function formatOf(text: string, file: string): TreeFormat {
  if (text.trimStart().startsWith('(')) return 'sentiment';
  let trees: readonly BracketedTree[];
  try {
    trees = readTrees(text, 'operators', file);
  } catch {
    return 'phrases';
  }
  const nodes = trees.flatMap(({ root }) => nodesOf(root));
  const leaves = new Set(nodes.filter(({ children }) => children.length === 0).map(({ symbol }) => symbol));
  return nodes.some(({ symbol, children }) => children.length > 0 && leaves.has(symbol)) ? 'phrases' : 'operators';
}

const nodesOf = (root: BracketedNode): BracketedNode[] => [root, ...root.children.flatMap(nodesOf)];

/** Read one after another, with brackets where they say what belongs to an operator. */
function wordsIn({ symbol, children }: BracketedNode): number {
  if (children.length === 0) return 1;
  return children.reduce((sum, child) => sum + wordsIn(child), symbol === undefined ? 0 : 2);
}
