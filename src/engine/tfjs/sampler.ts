import { dispose, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Parameters, StepContext } from '../../core/cells/cell.ts';
import type { Model, ModelState } from '../../core/models/model.ts';
import type { Sampler } from '../../core/train/engine.ts';

/** Reads one input at a time, B = 1, and keeps the state in between. */
export class TfjsSampler implements Sampler {
  private state: ModelState;
  private t = 0;

  /** @param parameters the model's, as they are at each step */
  constructor(
    private readonly model: Model, private readonly parameters: () => Parameters, private readonly context: Omit<StepContext, 't'>,
    /** What the model is conditioned on. */
    private readonly given?: Float32Array,
  ) {
    this.state = model.initialState(1);
  }

  async next(x: number | Float32Array): Promise<Float32Array> {
    const { o, state } = tidy(() => {
      const row = tensor2d(typeof x === 'number' ? this.oneHot(x) : x, [1, this.model.inputSize]);
      const result = this.model.step(this.parameters(), row, this.state, { ...this.context, t: this.t, ...(this.given && { C: tensor2d(this.given, [1, this.given.length]) }) });
      return { o: result.o, state: [...result.state] };
    });
    dispose([...this.state]);
    this.state = state;
    this.t++;
    const logits = await o.data<'float32'>();
    o.dispose();
    return logits;
  }

  dispose(): void {
    dispose([...this.state]);
  }

  private oneHot(index: number): Float32Array {
    const row = new Float32Array(this.model.inputSize);
    row[index] = 1;
    return row;
  }
}
