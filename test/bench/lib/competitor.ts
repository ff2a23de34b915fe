import type { Figures } from './agreement.ts';
import type { Tensors } from './draw.ts';
import type { Workload } from './workload.ts';

/** A workload made ready by one who competes in JavaScript. */
export interface Prepared {
  /** One step, to its end. */
  step(): Promise<void>;
  /** The first steps, from the given weights. */
  check(): Promise<Figures>;
  dispose(): void;
}

/** Makes a workload ready. @throws Missing where what it would compute with is not there */
export type Prepare = (workload: Workload, tensors: Tensors) => Promise<Prepared>;

/** Something that is not there to be measured, in one sentence: no failure, but no figure either. */
export class Missing extends Error {}
