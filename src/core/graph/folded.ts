import type { Circuit, Connection, Variable } from './circuit.ts';
import type { GraphEdge, GraphNode, SequenceGraph } from './graph.ts';

/** The graph folded in time: every variable once, and the recurrent edges with their delay of one step, forward or backward (figure 10.2, left). */
export function foldedGraph(circuit: Circuit): SequenceGraph {
  return { nodes: circuit.variables.map(foldedNode), edges: circuit.connections.map(foldedEdge), columns: 1, rows: circuit.rows };
}

function foldedNode({ symbol, answers: _, ...variable }: Variable): GraphNode {
  return { ...variable, id: variable.probe, column: 0, label: `${symbol}⁽ᵗ⁾` };
}

function foldedEdge({ fromFirst: _, ...connection }: Connection): GraphEdge {
  return { ...connection, id: `${connection.from}→${connection.to}` };
}
