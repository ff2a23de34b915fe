/** A tree as its nodes in post-order: children before their parent, the root last. */
export interface Tree {
  readonly symbols: readonly string[];
  /** Where the children of each node are, from the first to the last. */
  readonly children: readonly (readonly number[])[];
}

/** The symbol of a node that has none of its own. */
export const nothing = '·';

/** A tree that is there already. */
export function parsedTree<N>(root: N, symbolOf: (node: N) => string, childrenOf: (node: N) => readonly N[]): Tree {
  const symbols: string[] = [];
  const children: number[][] = [];
  const visit = (node: N): number => {
    const own = childrenOf(node).map(visit);
    symbols.push(symbolOf(node));
    return children.push(own) - 1;
  };
  visit(root);
  return { symbols, children };
}

/** Each symbol has the one before it as its only child: a sequence. */
export function chainTree(symbols: readonly string[]): Tree {
  return { symbols, children: symbols.map((_, i) => (i === 0 ? [] : [i - 1])) };
}

/** Symbols as the leaves of a binary tree in which both sides of each node have as many, or the left one more. */
export function balancedTree(symbols: readonly string[]): Tree {
  const half = (leaves: readonly string[]): number => Math.ceil(leaves.length / 2);
  return parsedTree(symbols, (leaves) => (leaves.length === 1 ? leaves[0]! : nothing), (leaves) => (leaves.length === 1 ? [] : [leaves.slice(0, half(leaves)), leaves.slice(half(leaves))]));
}
