import type { Circuit, Connection, Variable } from './circuit.ts';
import type { GraphEdge, GraphNode, SequenceGraph } from './graph.ts';

/** One time step of the unfolded graph: its nodes, and the edges that end in them. */
export interface GraphColumn {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The graph unfolded over tau steps (figure 10.3, right; figure 10.5 where the output is `last`). */
export function unfoldedGraph(circuit: Circuit, tau: number): SequenceGraph {
  const columns = Array.from({ length: tau }, (_, t) => unfoldedColumn(circuit, tau, t));
  return { nodes: columns.flatMap(({ nodes }) => nodes), edges: columns.flatMap(({ edges }) => edges), columns: tau, rows: circuit.rows };
}

/** Only the column at t, from 0: a long graph is drawn without ever being whole. */
export function unfoldedColumn({ variables, connections, output }: Circuit, tau: number, t: number): GraphColumn {
  const present = variables.filter(({ answers }) => output === 'each' || t === tau - 1 || !answers);
  const probes = new Set(present.map(({ probe }) => probe));
  return {
    nodes: present.map((variable) => unfoldedNode(variable, t)),
    edges: connections.filter(({ to }) => probes.has(to)).map((connection) => unfoldedEdge(connection, t)).filter(({ delay }) => t >= delay && t - delay < tau),
  };
}

function unfoldedNode({ symbol, answers: _, ...variable }: Variable, t: number): GraphNode {
  return { ...variable, id: `${variable.probe}@${t}`, t, column: t, label: `${symbol}⁽${superscript(t + 1)}⁾` };
}

function unfoldedEdge({ fromFirst, perStep, ...connection }: Connection, t: number): GraphEdge {
  const delay = fromFirst ? t : connection.delay;
  const from = `${connection.from}@${t - delay}`;
  const to = `${connection.to}@${t}`;
  const own = perStep && { label: connection.label.replace('ᵗ', superscript(t + 1)), parameters: connection.parameters.slice(t, t + 1) };
  return { ...connection, ...own, id: `${from}→${to}`, from, to, delay };
}

function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}
