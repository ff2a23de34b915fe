import { childrenOf } from '../data/batch.ts';
import type { Trees } from '../data/batch.ts';

/** The nodes of one height, of all trees of a batch: none of them waits for another. */
export interface Level {
  /** Which node each is: t within the tree b. */
  readonly nodes: readonly { readonly b: number; readonly t: number }[];
  /** At which t the children of each are. */
  readonly families: readonly (readonly number[])[];
  /** Where their children stand in the order of all levels' nodes, by the child's place; −1 where there is none. As many as any of them has. */
  readonly children: readonly Int32Array[];
  /** The lowest level that has a child of any of them. */
  readonly lowest: number;
}

/** The nodes of a batch of trees by their height, and where each node stands in that order. */
export interface Levels {
  readonly levels: readonly Level[];
  /** `[B, tau]`, of what fills a tree up that of its root: the state is held where there is no element. */
  readonly order: Int32Array;
}

/** Leaves have height 0, any other node one more than the highest of its children. */
export function levelsOf(trees: Trees): Levels {
  const heights = heightsOf(trees);
  const byHeight: { b: number; t: number }[][] = [];
  eachNode(trees, (b, t) => (byHeight[heights[b * trees.tau + t]!] ??= []).push({ b, t }));
  const order = new Int32Array(trees.batchSize * trees.tau);
  byHeight.flat().forEach(({ b, t }, place) => { order[b * trees.tau + t] = place; });
  for (const [b, count] of trees.nodes.entries()) order.fill(order[b * trees.tau + count - 1]!, b * trees.tau + count, (b + 1) * trees.tau);
  return { levels: byHeight.map((nodes, height) => levelOf(trees, nodes, height, heights, order)), order };
}

function levelOf(trees: Trees, nodes: Level['nodes'], height: number, heights: Int32Array, order: Int32Array): Level {
  const families = nodes.map(({ b, t }) => childrenOf(trees, b, t));
  let [most, lowest] = [0, height];
  for (const [i, family] of families.entries()) {
    most = Math.max(most, family.length);
    for (const child of family) lowest = Math.min(lowest, heights[nodes[i]!.b * trees.tau + child]!);
  }
  const placeOf = (i: number, child: number | undefined): number => (child === undefined ? -1 : order[nodes[i]!.b * trees.tau + child]!);
  return { nodes, families, lowest, children: Array.from({ length: most }, (_, k) => Int32Array.from(families, (family, i) => placeOf(i, family[k]))) };
}

/** `[B, tau]` */
function heightsOf(trees: Trees): Int32Array {
  const heights = new Int32Array(trees.batchSize * trees.tau);
  eachNode(trees, (b, t) => {
    for (const child of childrenOf(trees, b, t)) heights[b * trees.tau + t] = Math.max(heights[b * trees.tau + t]!, heights[b * trees.tau + child]! + 1);
  });
  return heights;
}

function eachNode({ batchSize, nodes }: Trees, visit: (b: number, t: number) => void): void {
  for (let b = 0; b < batchSize; b++) for (let t = 0; t < nodes[b]!; t++) visit(b, t);
}
