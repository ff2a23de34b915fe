import type { Circuit } from './circuit.ts';
import type { GraphEdge, GraphNode, SequenceGraph } from './graph.ts';
import type { Connection, Variable } from './variable.ts';

/**
 * The graph folded in time: every variable once, and the recurrent edges with their delay, forward or backward (figure 10.2, left).
 * The ways from a node's children are one edge.
 */
export function foldedGraph(circuit: Circuit): SequenceGraph {
  return { nodes: circuit.variables.map(foldedNode), edges: withChildrenAsOne(circuit.connections).map(foldedEdge), columns: 1, rows: circuit.rows };
}

function withChildrenAsOne(connections: readonly Connection[]): Connection[] {
  const siblings = (one: Connection) => connections.filter(({ child, to }) => child !== undefined && to === one.to);
  return connections.filter((connection) => connection.child === undefined || siblings(connection)[0] === connection).map((connection) => {
    if (connection.child === undefined) return connection;
    const all = siblings(connection);
    const [first, last] = [connection.label, all.at(-1)!.label];
    const label = all.length === 1 ? first : `${first}${all.length === 2 ? ', ' : ' … '}${last}`;
    return { ...connection, label, parameters: all.flatMap(({ parameters }) => parameters), delay: 1 };
  });
}

function foldedNode({ symbol, answers: _, climbs: __, encodes, once, ...variable }: Variable): GraphNode {
  return { ...variable, id: variable.probe, column: 0, label: once || encodes === 'last' ? symbol : `${symbol}⁽ᵗ⁾` };
}

/** A black square alone is a delay of one step, or the way from a child to its parent; a longer one is written beside it. From another node, an edge of none may stand beside it. */
function foldedEdge({ fromFirst: _, fromEncoder: __, perStep: ___, child: ____, steps: only, ...connection }: Connection): GraphEdge {
  const { from, to, label } = connection;
  if (only?.[0] === 0) return { ...connection, id: `${from}→${to} first` };
  const steps = Math.abs(connection.delay);
  if (steps === 0 || (steps === 1 && from === to)) return { ...connection, id: `${from}→${to}` };
  if (steps === 1) return { ...connection, id: `${from}→${to} after 1` };
  return { ...connection, id: `${from}→${to} after ${steps}`, label: `${label}, ${steps} steps` };
}
