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
  eachLayer(rows, layers, states, first, (row, state) => row.set(state));
}

/** The other way round. */
export function keepStates(rows: BlockRows, layers: readonly LayerColumns[], states: Float32Array, first: number): void {
  eachLayer(rows, layers, states, first, (row, state) => state.set(row));
}

function eachLayer({ numbers, stride, count }: BlockRows, layers: readonly LayerColumns[], states: Float32Array, first: number, copy: (row: Float32Array, state: Float32Array) => void): void {
  const all = layers.reduce((sum, { units }) => sum + units, 0);
  let before = 0;
  for (const { at, units } of layers) {
    for (let t = 0; t < count; t++) {
      const to = (first + t) * all + before;
      copy(numbers.subarray(t * stride + at, t * stride + at + units), states.subarray(to, to + units));
    }
    before += units;
  }
}
