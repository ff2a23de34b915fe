import { roundUp } from '../kernels/arena.ts';

export interface Features {
  /** Units of the reservoir. */
  readonly units: number;
  /** How many of the inputs, from the first, the readout sees beside the units; by default none. */
  readonly readoutInputs?: number;
  /** Whether the readout has a bias; by default not. */
  readonly readoutBias?: boolean;
  readonly outputs: number;
}

/**
 * A row of a block: what the readout sees at one time, then what it should say, in float32. Parts begin at multiples of 4, and
 * the numbers between them are 0: units, then inputs and a 1, then targets.
 */
export class RowPlan {
  readonly inputsAt: number;
  readonly biasAt: number;
  /** Numbers before the targets. */
  readonly width: number;
  readonly outputs: number;
  /** Numbers of a row. */
  readonly stride: number;
  /** Where in a row each feature lies, in the order of the readout's weights: units, inputs, bias. */
  readonly places: readonly number[];

  constructor({ units, readoutInputs = 0, readoutBias = false, outputs }: Features) {
    this.inputsAt = roundUp(units, 4);
    this.biasAt = this.inputsAt + readoutInputs;
    const end = this.biasAt + (readoutBias ? 1 : 0);
    this.width = roundUp(end, 4);
    this.outputs = outputs;
    this.stride = this.width + roundUp(outputs, 4);
    this.places = Array.from({ length: units + end - this.inputsAt }, (_, i) => (i < units ? i : i - units + this.inputsAt));
  }
}
