/** Adds to the drive of step t, `[units]`, of a layer, 0 the lowest: noise, for example. */
export type AddToLayers = (drive: Float32Array, t: number, layer: number) => void;

/** How the states of a stretch come about. */
export interface Driving {
  readonly addToDrive?: AddToLayers | undefined;
  /** States of an earlier drive, those of all layers side by side, `[steps, units]`: they are read, and the reservoir stands still. */
  readonly known?: Float32Array | undefined;
  /** Where the states are kept as they come about, `[steps, units]`. */
  readonly keep?: Float32Array | undefined;
}

/** A stretch of a series. */
export interface Stretch extends Driving {
  /** `[steps, inputs]` */
  readonly inputs: Float32Array;
  /** `[steps, outputs]` */
  readonly targets: Float32Array;
  /** How many of the first steps only bring the reservoir into its stride; by default none. */
  readonly washout?: number;
  /** Whether the products of states with each other are known from elsewhere (see `adopting`): only those with what else the readout sees are added. */
  readonly statesAdopted?: boolean;
  /** γ: the n-th of all steps that are learnt from counts γ⁻ⁿ; left out, each counts 1. */
  readonly forgetting?: number;
}
