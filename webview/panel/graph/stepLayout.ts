import type { StepGraph, StepValue } from '../../../src/core/graph/stepGraph.ts';

/** A box of the picture of a step: what is read, an operation, or what comes out; or, with nothing in it, the way of a line past a column. */
export interface StepBox {
  readonly id: string;
  readonly kind: 'read' | 'operation' | 'result' | 'way';
  /** `matMul`, or `h⁽ᵗ⁾`. */
  readonly label: string;
  /** Parameters and numbers that it is computed with. */
  readonly parameters: readonly string[];
  /** `[B, 12]`. */
  readonly shape: string;
  /** Which of the step's operations it is, where it is one. */
  readonly operation?: number;
  readonly column: number;
  readonly row: number;
}

export interface StepPicture {
  readonly boxes: readonly StepBox[];
  /** From a box to another, by their ids. */
  readonly lines: readonly Line[];
  /** The same in pieces, each from one column to the next. */
  readonly pieces: readonly Line[];
  readonly columns: number;
  readonly rows: number;
}

type Line = readonly [from: string, to: string];
type Unplaced = Omit<StepBox, 'row'>;

/** Places the operations of a step from left to right: each after all that it reads. */
export function stepPicture(graph: StepGraph): StepPicture {
  const columns = columnsOf(graph);
  const last = Math.max(0, ...columns) + 1;
  const reads = [...new Set([...graph.operations.flatMap(({ inputs }) => inputs), ...Object.values(graph.results)].map(readId).filter((id) => id !== undefined))];
  const boxes: Unplaced[] = [
    ...reads.map((id): Unplaced => ({ id, kind: 'read', label: id === 'x' ? 'x⁽ᵗ⁾' : id.startsWith('.') ? `${id.slice(1)}⁽ᵗ⁻¹⁾` : id, parameters: [], shape: '', column: 0 })),
    ...graph.operations.map(({ op, inputs, shapes }, i): Unplaced => ({ id: idOf(i), kind: 'operation', operation: i, label: op, parameters: inputs.flatMap(besideOf), shape: shapeOf(shapes), column: columns[i]! })),
    ...Object.entries(graph.results).filter(([, value]) => sourceOf(value) !== undefined).map(([name]): Unplaced => ({ id: `=${name}`, kind: 'result', label: `${name.replace(/^gate\./, '')}⁽ᵗ⁾`, parameters: [], shape: '', column: last })),
  ];
  const lines = [...graph.operations.flatMap(({ inputs }, i) => linesTo(inputs, idOf(i))), ...Object.entries(graph.results).flatMap(([name, value]) => linesTo([value], `=${name}`))];
  const { ways, pieces } = waysOf(boxes, lines);
  const placed = inRows([...boxes, ...ways], pieces);
  return { boxes: placed, lines, pieces, columns: last + 1, rows: Math.max(0, ...placed.map(({ row }) => row)) + 1 };
}

const idOf = (operation: number): string => `#${operation}`;

function readId(value: StepValue): string | undefined {
  if (value.kind === 'x') return 'x';
  if (value.kind === 'child') return `${value.name} of child ${value.place + 1}`;
  return value.kind === 'state' ? `.${value.name}` : undefined;
}

const sourceOf = (value: StepValue): string | undefined => (value.kind === 'operation' ? idOf(value.index) : readId(value));

function besideOf(value: StepValue): string[] {
  if (value.kind === 'parameter') return [value.name];
  return value.kind === 'constant' ? [value.text] : [];
}

const linesTo = (inputs: readonly StepValue[], to: string): Line[] => [...new Set(inputs.map(sourceOf).filter((id) => id !== undefined))].map((from) => [from, to]);

/** Of several values that are alike, one shape and how many. */
function shapeOf(shapes: readonly (readonly (number | string)[])[]): string {
  const texts = shapes.map((shape) => `[${shape.join(', ')}]`);
  const [first = ''] = texts;
  return texts.length > 1 && texts.every((text) => text === first) ? `${texts.length} × ${first}` : texts.join(' ');
}

/** What is made of parameters alone stands just before what it is for, all else after what it reads. */
function columnsOf({ operations }: StepGraph): number[] {
  const columns: number[] = [];
  for (const { inputs } of operations) columns.push(1 + Math.max(0, ...inputs.map((value) => (value.kind === 'operation' ? columns[value.index]! : 0))));
  return columns;
}

/** A line past a column has a place of its own there, shared by all from one box: behind a box it would seem to end in it. */
function waysOf(boxes: readonly Unplaced[], lines: readonly Line[]): { readonly ways: readonly Unplaced[]; readonly pieces: readonly Line[] } {
  const columns = new Map(boxes.map(({ id, column }) => [id, column]));
  const ways = new Map<string, Unplaced>();
  const pieces = new Map<string, Line>();
  for (const [from, to] of lines) {
    const [first, last] = [columns.get(from)!, columns.get(to)!];
    const passed = Array.from({ length: last - first - 1 }, (_, i): Unplaced => ({ id: `${from}@${first + 1 + i}`, kind: 'way', label: '', parameters: [], shape: '', column: first + 1 + i }));
    for (const way of passed) ways.set(way.id, way);
    const stations = [from, ...passed.map(({ id }) => id), to];
    for (const [i, station] of stations.slice(1).entries()) pieces.set(`${stations[i]} ${station}`, [stations[i]!, station]);
  }
  return { ways: [...ways.values()], pieces: [...pieces.values()] };
}

/** In each column in the order of what its boxes read, and in steps of one. */
function inRows(boxes: readonly Unplaced[], lines: readonly Line[]): StepBox[] {
  const rows = new Map<string, number>();
  const placed: StepBox[] = [];
  for (let column = 0; column <= Math.max(...boxes.map((box) => box.column)); column++) {
    const here = boxes.filter((box) => box.column === column).map((box, i) => ({ box, at: middleOf(box.id, lines, rows) ?? i }));
    here.sort((a, b) => a.at - b.at);
    let next = 0;
    for (const { box, at } of here) {
      const row = Math.max(next, Math.round(at));
      rows.set(box.id, row);
      placed.push({ ...box, row });
      next = row + 1;
    }
  }
  return placed;
}

function middleOf(id: string, lines: readonly Line[], rows: ReadonlyMap<string, number>): number | undefined {
  const before = lines.filter(([, to]) => to === id).map(([from]) => rows.get(from)).filter((row) => row !== undefined);
  return before.length === 0 ? undefined : before.reduce((sum, row) => sum + row, 0) / before.length;
}
