import type { Arena } from '../kernels/arena.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { RowPlan } from './rowPlan.ts';

/** Multiplications without a pause, some hundredths of a second. */
const mostProducts = 3e7;

/** The weights of a readout as kernels read them, `[outputs, width]` by the places of a row. Outside they are `[features, outputs]`. */
export class ReadoutWeights {
  readonly at: Pointer;

  constructor(private readonly arena: Arena, private readonly plan: RowPlan) {
    this.at = arena.take(plan.outputs * plan.width * 8);
  }

  /** Steps that are read without a pause. */
  get stepsOfPiece(): number {
    return Math.ceil(mostProducts / (this.plan.width * this.plan.outputs));
  }

  /** Throws a `RangeError` where there are not as many. */
  pack(weights: Float64Array): void {
    const { outputs, width, places } = this.plan;
    if (weights.length !== places.length * outputs) throw new RangeError(`${weights.length} weights for ${places.length} features and ${outputs} outputs`);
    const V = this.arena.float64(this.at, outputs * width);
    places.forEach((place, feature) => { for (let k = 0; k < outputs; k++) V[k * width + place] = weights[feature * outputs + k]!; });
  }

  /** The other way round. */
  unpack(weights: Float64Array): void {
    const { outputs, width, places } = this.plan;
    const V = this.arena.float64(this.at, outputs * width);
    places.forEach((place, feature) => { for (let k = 0; k < outputs; k++) weights[feature * outputs + k] = V[k * width + place]!; });
  }
}
