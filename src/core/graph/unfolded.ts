import type { Circuit } from './circuit.ts';
import type { GraphEdge, GraphNode, SequenceGraph } from './graph.ts';
import type { Connection, Variable } from './variable.ts';

/** One time step of the unfolded graph: its nodes, and the edges that end in them. */
export interface GraphColumn {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * The graph unfolded over tau steps (figure 10.3, right; figure 10.5 where the output is `last`), before them those of a source
 * (figure 10.12). @param tauSource steps of the source, of a model with an encoder
 */
export function unfoldedGraph(circuit: Circuit, tau: number, tauSource = 0): SequenceGraph {
  const columns = Array.from({ length: tauSource + tau }, (_, column) => unfoldedColumn(circuit, tau, column, tauSource));
  return { nodes: columns.flatMap(({ nodes }) => nodes), edges: columns.flatMap(({ edges }) => edges), columns: tauSource + tau, rows: circuit.rows };
}

/** Only one column, from 0, which is that of t where there is no source: a long graph is drawn without ever being whole. */
export function unfoldedColumn(circuit: Circuit, tau: number, column: number, tauSource = 0): GraphColumn {
  const encodes = column < tauSource;
  const place: Place = encodes ? { t: column, tau: tauSource, before: 0, tauSource } : { t: column - tauSource, tau, before: tauSource, tauSource };
  const present = circuit.variables.filter((variable) => (variable.encodes !== undefined) === encodes && isThere(variable, circuit, place));
  const probes = new Set(present.map(({ probe }) => probe));
  return {
    nodes: present.map((variable) => unfoldedNode(circuit, variable, place)),
    edges: circuit.connections.filter(({ to }) => probes.has(to)).flatMap((connection) => unfoldedEdges(circuit, connection, place)),
  };
}

/** A step of a part of the graph that has tau of them, so many columns before it. */
interface Place {
  readonly t: number;
  readonly tau: number;
  readonly before: number;
  readonly tauSource: number;
}

function isThere({ answers, encodes, once }: Variable, { output }: Circuit, { t, tau }: Place): boolean {
  if (once) return t === 0;
  return t === tau - 1 || (encodes !== 'last' && (output === 'each' || !answers));
}

function unfoldedNode(circuit: Circuit, variable: Variable, { t, before }: Place): GraphNode {
  const { symbol, answers: _, climbs: __, encodes, once, ...rest } = variable;
  const label = once || encodes === 'last' ? symbol : `${symbol}⁽${superscript(t + 1)}⁾`;
  return { ...rest, id: `${variable.probe}@${t}`, t, column: before + t, row: rowAt(circuit, variable, t), label };
}

function unfoldedEdges(circuit: Circuit, { fromFirst, fromEncoder, perStep, child, steps = [0, Infinity], ...connection }: Connection, { t, tau, before, tauSource }: Place): GraphEdge[] {
  if (t < steps[0] || t >= steps[1]) return [];
  const own = perStep && { label: connection.label.replace('ᵗ', superscript(t + 1)), parameters: connection.parameters.slice(t, t + 1) };
  const edge = (s: number, delay: number): GraphEdge => {
    const [from, to] = [`${connection.from}@${s}`, `${connection.to}@${t}`];
    return { ...connection, ...own, id: `${from}→${to}`, from, to, delay, ...(circuit.tree && rowsInTree(circuit, connection, t, delay)) };
  };
  if (fromEncoder) return Array.from({ length: tauSource }, (_, s) => edge(s, before + t - s)).slice(fromEncoder === 'last' ? -1 : 0);
  if (child !== undefined) return childrenAt(circuit, child, t).map((each) => edge(each, t - each));
  const delay = fromFirst ? t : connection.delay;
  return t >= delay && t - delay < tau ? [edge(t - delay, delay)] : [];
}

/** The columns of the children of the node at t: all of them, or the one in a place. */
function childrenAt({ tree }: Circuit, child: number | 'each', t: number): number[] {
  return (tree?.children[t] ?? []).filter((_, place) => child === 'each' || child === place);
}

/** The rows of an edge's ends, as high as they stand, and whether they are neighbours but for that. */
function rowsInTree(circuit: Circuit, { from, to }: Connection, t: number, delay: number): Pick<GraphEdge, 'rows' | 'clear'> {
  const [first, last] = [from, to].map((probe) => circuit.variables.findIndex((variable) => variable.probe === probe)) as [number, number];
  const [begin, end] = [circuit.variables[first]!, circuit.variables[last]!];
  return { rows: [rowAt(circuit, begin, t - delay), rowAt(circuit, end, t)], ...(Math.abs(last - first) === 1 && { clear: true }) };
}

const rowAt = ({ tree }: Circuit, { row, climbs }: Variable, t: number): number => row + (climbs ? tree?.climbs[t] ?? 0 : 0);

function superscript(number: number): string {
  return [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
}
