import { dispose, gather, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Parameters, ReadSource, StepContext } from '../../core/cells/cell.ts';
import type { Batch } from '../../core/data/batch.ts';
import { oneHotRows } from '../../core/math/oneHotRows.ts';
import type { Encoder, Model, ModelState } from '../../core/models/model.ts';
import type { Stepper } from '../../core/train/beamSearch.ts';
import { inputsOf } from './batchTensors.ts';

/** Writes answers to the sources of a batch one symbol at a time, so many rows to each source. */
export class TfjsDecoder implements Stepper {
  private readonly source: { readonly [K in keyof ReadSource]: ReadSource[K] };
  private state: ModelState;
  private t = 0;

  constructor(private readonly model: Model & { readonly encoder: Encoder }, private readonly parameters: Parameters, batch: Batch, width: number, private readonly context: Omit<StepContext, 't'>) {
    const { encoder } = model;
    const { source, state } = tidy(() => {
      const inputs = inputsOf(batch, model);
      const each = Array.from({ length: batch.batchSize * width }, (_, row) => Math.floor(row / width));
      const read = rowsOf({ ...encoder.read(parameters, inputs.source!, inputs.sourceMask, context) }, each);
      return { source: read, state: [...encoder.begin(parameters, read)] };
    });
    this.source = source;
    this.state = state;
  }

  async step(symbols: Int32Array, from: Int32Array): Promise<Float32Array> {
    const { model, source } = this;
    const { o, state } = tidy(() => {
      const x = oneHotRows<Parameters[string]>(tensor1d(symbols, 'int32'), model.inputSize);
      const before = this.state.map((chain) => rowsOf(chain, from));
      const next = model.step(this.parameters, x as never, before, { ...this.context, source, t: this.t });
      return { o: next.o, state: [...next.state] };
    });
    dispose([...this.state]);
    this.state = state;
    this.t++;
    const logits = await o.data<'float32'>();
    o.dispose();
    return logits;
  }

  dispose(): void {
    dispose([...this.state, { ...this.source }]);
  }
}

/** The named rows of every tensor. */
function rowsOf<T extends Readonly<Record<string, Tensor | undefined>>>(tensors: T, rows: ArrayLike<number>): T {
  const chosen = tensor1d(Int32Array.from(rows), 'int32');
  return Object.fromEntries(Object.entries(tensors).filter(([, tensor]) => tensor).map(([name, tensor]) => [name, gather(tensor!, chosen)])) as T;
}
