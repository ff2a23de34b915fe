import { roundUp } from '../kernels/arena.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { Company } from './company.ts';
import type { Way } from './company.ts';
import { packWeights, takeState } from './recurrentWeights.ts';
import type { PackedWeights, RecurrentWeights, State } from './recurrentWeights.ts';
import { usualGrain } from './workspace.ts';
import type { ReservoirWorkspace } from './workspace.ts';

export interface ReservoirWeights {
  /** `[units, units]`: x⁽ᵗ⁾ from x⁽ᵗ⁻¹⁾ */
  readonly W: RecurrentWeights;
  /** `[units, inputs]`, row-major. What is fed back is an input too. */
  readonly inputWeights: Float32Array;
  /** `[units]`; by default 0 */
  readonly bias?: Float32Array;
  /** Multiplies the old state: 0 for units that do not leak, and less than 1. */
  readonly alpha: number;
}

/** Adds to the drive of step t, `[units]`: noise, for example. */
export type AddToDrive = (drive: Float32Array, t: number) => void;

/** Most steps of one call: the first calls of a kernel are slow until it is compiled well, and a call is slow to its end. */
const stepsOfCall = 32;

/** Of a weight, and of what else a unit takes (see the README). */
const nanoseconds = { sparse: 0.24, dense: 0.05, unit: 5 };

/** A step of a dense W is worth the meeting of the threads after it where it has so many times what is worth giving to another. */
const grainsOfStep = 10;

/**
 * x⁽ᵗ⁾ = α·x⁽ᵗ⁻¹⁾ + (1 − α)·tanh(b + U·u⁽ᵗ⁾ + W·x⁽ᵗ⁻¹⁾), in float32, and the state x.
 * Jaeger 2001, "The echo state approach"; leak: Jaeger, Lukoševičius, Popovici & Siewert 2007, doi:10.1016/j.neunet.2007.04.016.
 */
export class Reservoir {
  readonly units: number;
  readonly inputs: number;
  readonly #workspace: ReservoirWorkspace;
  readonly #alpha: number;
  readonly #W: PackedWeights;
  readonly #inputWeights: Pointer;
  readonly #u: Pointer;
  readonly #x: State;
  /** Room for another state, where threads drive together. */
  readonly #other: Pointer;
  readonly #company: Company | undefined;

  /** Throws a `RangeError` where sizes do not fit each other or α is not in [0, 1). */
  constructor(workspace: ReservoirWorkspace, units: number, weights: ReservoirWeights) {
    const { W, inputWeights, alpha } = weights;
    this.units = units;
    this.inputs = inputWeights.length / units;
    if (!Number.isInteger(this.inputs)) throw new RangeError(`${inputWeights.length} input weights for ${units} units`);
    if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}, not in [0, 1)`);
    this.#workspace = workspace;
    this.#alpha = alpha;
    this.#x = takeState(workspace.arena, units);
    this.#W = packWeights(workspace, W, this.#x);
    this.#company = this.#isShared() ? new Company() : undefined;
    this.#other = this.#company ? takeState(workspace.arena, units).at : 0;
    this.#inputWeights = this.#packInputs(weights);
    this.#u = workspace.arena.take(stepsOfCall * this.inputs * 4);
  }

  /** Whether it is driven best by all threads of the workspace, each a share of its units. */
  get together(): boolean {
    return this.#company?.wanted === true;
  }

  /** Of a step, roughly, in nanoseconds. */
  get cost(): number {
    const { columns, weights } = this.#W;
    return (columns > 0 ? nanoseconds.dense : nanoseconds.sparse) * weights + nanoseconds.unit * this.units;
  }

  /** `[units]`, a copy */
  get state(): Float32Array {
    return this.#workspace.arena.float32(this.#x.at, this.units).slice();
  }

  set state(x: Float32Array) {
    if (x.length !== this.units) throw new RangeError(`a state of ${x.length} numbers for ${this.units} units`);
    this.#workspace.arena.float32(this.#x.at, this.units).set(x);
  }

  /**
   * Writes the states of `steps` steps into rows `stride` numbers apart.
   * @param inputs `[steps, inputs]`
   * @param first what t is at the first step @param beside by this thread, the others being busy
   */
  run(inputs: Float32Array, steps: number, rows: Pointer, stride: number, first: number, addToDrive?: AddToDrive, beside = false): void {
    const { arena, kernels } = this.#workspace;
    const units = roundUp(this.units, 4);
    for (let done = 0; done < steps; done += stepsOfCall) {
      const count = Math.min(stepsOfCall, steps - done);
      const at = rows + done * stride * 4;
      arena.float32(this.#u, count * this.inputs).set(inputs.subarray(done * this.inputs, (done + count) * this.inputs));
      kernels.inputDrive(this.#u, this.inputs, this.#inputWeights, units, at, stride, count);
      for (let t = 0; addToDrive && t < count; t++) addToDrive(arena.float32(at + t * stride * 4, this.units), first + done + t);
      this.#drive(at, stride, count, beside ? 'beside' : this.together && !this.#company!.due ? 'together' : 'alone');
    }
  }

  #drive(rows: Pointer, stride: number, steps: number, way: Way): void {
    if (!this.#company || steps === 1) this.#driveAlone(rows, stride, steps); // a step by itself takes longer, and tells nothing of the others
    else this.#company.do(steps, way, () => (way === 'together' ? this.#driveTogether(rows, stride, steps) : this.#driveAlone(rows, stride, steps)));
  }

  #driveAlone(rows: Pointer, stride: number, steps: number): void {
    const { kernels } = this.#workspace;
    const { at, columns, pairs } = this.#W;
    const units = roundUp(this.units, 4);
    if (columns > 0) kernels.driveDense(at, columns, units, this.#x.at, rows, stride, steps, this.#alpha);
    else kernels.driveSparse(at, pairs, units, this.#x.at, rows, stride, steps, this.#alpha);
  }

  #driveTogether(rows: Pointer, stride: number, steps: number): void {
    const { arena, crew } = this.#workspace;
    const units = roundUp(this.units, 4);
    const [x, other] = [this.#x.at, this.#other];
    crew!.run({ kind: 'drive', rows, stride, steps, weights: this.#W.at, columns: this.#W.columns, units, x, other, alpha: this.#alpha });
    if (steps % 2 === 1) arena.float32(x, units).set(arena.float32(other, units));
  }

  #isShared(): boolean {
    const { crew, grain = usualGrain } = this.#workspace;
    return crew !== undefined && this.#W.columns > 0 && this.#W.weights >= grainsOfStep * grain;
  }

  /** b, then the column of each input. */
  #packInputs({ inputWeights, bias }: ReservoirWeights): Pointer {
    if (bias && bias.length !== this.units) throw new RangeError(`a bias of ${bias.length} numbers for ${this.units} units`);
    const stride = roundUp(this.units, 4);
    const at = this.#workspace.arena.take((1 + this.inputs) * stride * 4);
    const packed = this.#workspace.arena.float32(at, (1 + this.inputs) * stride);
    if (bias) packed.set(bias);
    inputWeights.forEach((weight, place) => {
      packed[(1 + (place % this.inputs)) * stride + Math.floor(place / this.inputs)] = weight;
    });
    return at;
  }
}

/** Nanoseconds that driving a block may take: where W is too large for the caches it is twice or three times as much. */
const mostOfBlock = 3e7;

/** @returns as many steps as a block has, or half of that, or a half of it …, so that nobody waits for them long */
export function stepsAtOnce(layers: readonly Reservoir[], most: number): number {
  const cost = layers.reduce((sum, layer) => sum + layer.cost, 0);
  let steps = most;
  while (steps > 8 && steps * cost > mostOfBlock) steps /= 2;
  return steps;
}
