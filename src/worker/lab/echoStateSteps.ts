import type { Checkpoint, NamedArray } from '../../core/checkpoint/checkpoint.ts';
import { reservoirStep } from '../../core/math/reservoirSteps.ts';
import type { DrivenReservoir, ReservoirStep } from '../../core/math/reservoirSteps.ts';
import { layersRead, outputReads } from '../../core/spec/outputReads.ts';
import { readsOutput } from '../../core/spec/ownOutput.ts';

/** Makes o⁽ᵗ⁾, `[nO]`, of x⁽ᵗ⁾, `[nX]`. @param given what is read as the output of the step before; left out, its own */
export type EchoStateStep = (x: ArrayLike<number>, given?: ArrayLike<number>) => Float64Array;

/** Makes the step of a reservoir: plainly, or by a kernel. */
export type StepOf = (reservoir: DrivenReservoir) => ReservoirStep;

/**
 * The network of a checkpoint, from the state 0 on each time, in float64:
 *
 *   o⁽ᵗ⁾ = c + [h⁽ᵗ⁾ of one layer or of all; x⁽ᵗ⁾; their squares]·V
 *
 * the first layer reading o⁽ᵗ⁻¹⁾ behind x⁽ᵗ⁾ where it reads its own output.
 */
export function echoStateSteps({ experiment: { model, training }, tensors }: Checkpoint, stepOf: StepOf = reservoirStep): () => EchoStateStep {
  const reads = outputReads(training.readout);
  const readsOwn = readsOutput(model);
  const layers = model.layers.map(({ cell }, index) => {
    if (cell.kind !== 'reservoir') throw new Error(`${cell.kind} is no reservoir`);
    const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`layers.${index}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
    return { units: b.data.length, step: stepOf({ U, W, b, Y: tensors[`layers.${index}.Y`], alpha: cell.alpha }) };
  });
  const [V, c] = [tensors['V']!, tensors['c']];
  const outputs = V.shape[1]!;
  return () => {
    let h: readonly Float64Array[] = layers.map(({ units }) => new Float64Array(units));
    let o: Float64Array = new Float64Array(outputs);
    return (x, given = o) => {
      let below: ArrayLike<number> = readsOwn ? [...Array.from(x), ...Array.from(given)] : x;
      h = layers.map(({ step }, layer) => below = step(h[layer]!, below));
      const linear = [...layersRead(h, reads), ...(reads.inputs ? [new Float64Array(x)] : [])]; // of one kind, or the loops over them are slow
      o = c ? Float64Array.from(c.data) : new Float64Array(outputs);
      return addReadout([...linear, ...(reads.squares ? linear.map(squared) : [])], V.data, o);
    };
  };
}

const squared = (values: Float64Array): Float64Array => values.map((value) => value * value);

/** o + s·V, in place */
function addReadout(parts: readonly Float64Array[], V: Float32Array, o: Float64Array): Float64Array {
  const outputs = o.length;
  let first = 0;
  for (const part of parts) {
    for (let k = 0; k < outputs; k++) {
      let sum = o[k]!;
      for (let i = 0, at = first + k; i < part.length; i++, at += outputs) sum += part[i]! * V[at]!;
      o[k] = sum;
    }
    first += part.length * outputs;
  }
  return o;
}
