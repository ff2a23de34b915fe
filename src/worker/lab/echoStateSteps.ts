import type { Checkpoint, NamedArray } from '../../core/checkpoint/checkpoint.ts';
import { reservoirSteps } from '../../core/math/reservoirSteps.ts';
import { layersRead, outputReads } from '../../core/spec/outputReads.ts';
import { readsOutput } from '../../core/spec/ownOutput.ts';

/** Makes o⁽ᵗ⁾, `[nO]`, of x⁽ᵗ⁾, `[nX]`. @param given what is read as the output of the step before; left out, its own */
export type EchoStateStep = (x: ArrayLike<number>, given?: ArrayLike<number>) => Float64Array;

/**
 * The network of a checkpoint, from the state 0 on, in float64:
 *
 *   o⁽ᵗ⁾ = c + [h⁽ᵗ⁾ of one layer or of all; x⁽ᵗ⁾; their squares]·V
 *
 * the first layer reading o⁽ᵗ⁻¹⁾ behind x⁽ᵗ⁾ where it reads its own output.
 */
export function echoStateSteps({ experiment: { model, training }, tensors }: Checkpoint): EchoStateStep {
  const reads = outputReads(training.readout);
  const layers = model.layers.map(({ cell }, index) => {
    if (cell.kind !== 'reservoir') throw new Error(`${cell.kind} is no reservoir`);
    const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`layers.${index}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
    return reservoirSteps({ U, W, b, Y: tensors[`layers.${index}.Y`], alpha: cell.alpha });
  });
  const [V, c] = [tensors['V']!, tensors['c']];
  const outputs = V.shape[1]!;
  let o: Float64Array = new Float64Array(outputs);
  return (x, given = o) => {
    let below: ArrayLike<number> = readsOutput(model) ? [...Array.from(x), ...Array.from(given)] : x;
    const states = layers.map((step) => below = step(below));
    const linear = [...layersRead(states, reads), ...(reads.inputs ? [x] : [])];
    const squares = reads.squares ? linear.map((part) => Float64Array.from(part, (value) => value ** 2)) : [];
    o = readOut([...linear, ...squares], V.data, Float64Array.from({ length: outputs }, (_, k) => c?.data[k] ?? 0));
    return o;
  };
}

/** c + s·V */
function readOut(parts: readonly ArrayLike<number>[], V: Float32Array, c: Float64Array): Float64Array {
  let row = 0;
  for (const part of parts) for (let i = 0; i < part.length; i++, row++) for (let k = 0; k < c.length; k++) c[k] = c[k]! + part[i]! * V[row * c.length + k]!;
  return c;
}
