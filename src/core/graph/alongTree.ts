import type { Circuit } from './circuit.ts';
import type { Variable } from './variable.ts';

/** A tree takes so many rows at most: a higher one has its levels closer together. */
const mostRows = 8;

/**
 * A circuit as it is unfolded along a tree (figure 10.14): each node of the tree is a column, in post-order, and what is computed from
 * its children stands as high as the node is above the leaves.
 * @param children of each node, the columns where they are
 */
export function alongTree(circuit: Circuit, children: readonly (readonly number[])[]): Circuit {
  const heights: number[] = [];
  for (const own of children) heights.push(Math.max(-1, ...own.map((child) => heights[child]!)) + 1);
  const height = Math.max(...heights);
  const span = Math.min(height, mostRows);
  const climbs = heights.map((each) => (height === 0 ? 0 : (each * span) / height));
  let row = 0;
  const variables = circuit.variables.map((variable): Variable => {
    const placed = { ...variable, row };
    row += 1 + (variable.climbs ? span : 0);
    return placed;
  });
  const rowOf = new Map(variables.map((variable) => [variable.probe, variable.row]));
  const longest = Math.max(1, ...children.flatMap((own, t) => own.map((child) => t - child)));
  const connections = circuit.connections.map((connection) => ({
    ...connection, rows: [rowOf.get(connection.from)!, rowOf.get(connection.to)!] as const, ...(connection.child !== undefined && { delay: longest }),
  }));
  return { ...circuit, variables, connections, rows: row, tree: { children, climbs } };
}
