/** Rows of a block, `count` of `stride` numbers. Memory must not grow while they are held. */
export interface BlockRows {
  readonly numbers: Float32Array;
  readonly stride: number;
  readonly count: number;
}

/** Where the units of a layer stand in a row. */
export interface LayerColumns {
  readonly at: number;
  readonly units: number;
}

/** A copy of the states of a layer, `[count, units]`. */
export function columnsFrom({ numbers, stride, count }: BlockRows, { at, units }: LayerColumns): Float32Array {
  const copy = new Float32Array(count * units);
  for (let t = 0; t < count; t++) copy.set(numbers.subarray(t * stride + at, t * stride + at + units), t * units);
  return copy;
}

/** Makes the first columns 0. */
export function clear({ numbers, stride, count }: BlockRows, columns: number): void {
  for (let t = 0; t < count; t++) numbers.fill(0, t * stride, t * stride + columns);
}

/** @param states those of all layers side by side, `[steps, units]` @param first the step of the first row */
export function readStates(rows: BlockRows, layers: readonly LayerColumns[], states: Float32Array, first: number): void {
  eachRun(rows, layers, first, (inRow, inStates, units) => rows.numbers.set(states.subarray(inStates, inStates + units), inRow));
}

/** The other way round. */
export function keepStates(rows: BlockRows, layers: readonly LayerColumns[], states: Float32Array, first: number): void {
  eachRun(rows, layers, first, (inRow, inStates, units) => states.set(rows.numbers.subarray(inRow, inRow + units), inStates));
}

/** Where the units of a layer stand in a row, and among the states of all. */
function eachRun({ stride, count }: BlockRows, layers: readonly LayerColumns[], first: number, each: (inRow: number, inStates: number, units: number) => void): void {
  const all = layers.reduce((sum, { units }) => sum + units, 0);
  let before = 0;
  for (const { at, units } of layers) {
    for (let t = 0; t < count; t++) each(t * stride + at, (first + t) * all + before, units);
    before += units;
  }
}
