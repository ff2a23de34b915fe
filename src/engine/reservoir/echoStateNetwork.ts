import { checkedStepSize, epsilon } from '../../core/math/readouts/leastMeanSquares.ts';
import type { RegressionSums } from '../../core/math/ridgePath.ts';
import { atOnce, pieces } from '../../core/math/turns.ts';
import type { Turns } from '../../core/math/turns.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { clear, columnsFrom, keepStates, readStates } from './blockRows.ts';
import type { LayerColumns } from './blockRows.ts';
import { Gram, blockSteps } from './gram.ts';
import type { LearntSums } from './gram.ts';
import { ReadoutWeights } from './readoutWeights.ts';
import { Reservoir, stepsAtOnce } from './reservoir.ts';
import type { ReservoirWeights } from './reservoir.ts';
import { Ridge } from './ridge.ts';
import type { RidgeSolution } from './ridge.ts';
import { RowPlan, squareColumns } from './rowPlan.ts';
import type { Block, Features } from './rowPlan.ts';
import type { AddToLayers, Driving, Stretch } from './stretch.ts';
import type { ReservoirWorkspace } from './workspace.ts';

export interface NetworkSpec extends Omit<Features, 'unitsAbove'>, ReservoirWeights {
  /** Further layers, each of which reads the states of the one below it; by default none. */
  readonly above?: readonly LayerSpec[];
}

export interface LayerSpec extends ReservoirWeights {
  readonly units: number;
}

/**
 * A reservoir with a linear readout, learnt from sums that are added up while it is driven: no states are kept, however long the
 * series. Every method goes on from the state that the one before left: a long series can be given in stretches, and before
 * another series comes `reset`.
 */
export class EchoStateNetwork {
  /** The lowest, which reads the inputs. */
  readonly reservoir: Reservoir;
  readonly #above: readonly Reservoir[];
  readonly #workspace: ReservoirWorkspace;
  readonly #plan: RowPlan;
  /** Two blocks: one is filled while the other is added up. */
  readonly #blocks: readonly [Pointer, Pointer];
  readonly #V: ReadoutWeights;
  readonly #o: Pointer;
  readonly #gram: Gram;
  /** Of a block: fewer where a step takes long. */
  readonly #steps: number;
  #ridge: Ridge | undefined;

  /** Throws a `RangeError` where sizes do not fit each other, or there is not the memory. */
  constructor(workspace: ReservoirWorkspace, spec: NetworkSpec) {
    this.#workspace = workspace;
    this.reservoir = new Reservoir(workspace, spec.units, spec);
    this.#above = (spec.above ?? []).map((layer) => new Reservoir(workspace, layer.units, layer));
    this.#above.forEach(({ inputs }, layer) => {
      const { units } = this.layers[layer]!;
      if (inputs !== units) throw new RangeError(`layer ${layer + 2} reads ${inputs} units, but there are ${units} below it`);
    });
    if ((spec.readoutInputs ?? 0) > this.reservoir.inputs) {
      throw new RangeError(`the readout sees ${spec.readoutInputs} of ${this.reservoir.inputs} inputs`);
    }
    this.#plan = new RowPlan({ ...spec, unitsAbove: this.#above.map(({ units }) => units) });
    const { arena } = workspace;
    const bytes = blockSteps * this.#plan.stride * 4;
    this.#blocks = [arena.take(bytes), arena.take(bytes)];
    this.#V = new ReadoutWeights(arena, this.#plan);
    this.#o = arena.take(blockSteps * this.#plan.outputs * 8);
    this.#gram = new Gram(workspace, this.#plan);
    this.#steps = stepsAtOnce(this.layers, blockSteps);
    for (const rows of this.#blocks) if (spec.readoutBias) this.#writeColumns({ rows, first: 0, count: blockSteps }, this.#plan.biasAt, 1, () => 1);
  }

  /** From the lowest up. */
  get layers(): readonly Reservoir[] {
    return [this.reservoir, ...this.#above];
  }

  /** Of all layers. */
  get units(): number {
    return this.layers.reduce((sum, layer) => sum + layer.units, 0);
  }

  /** Numbers that the readout sees: rows of its weights. */
  get features(): number {
    return this.#plan.places.length;
  }

  /** Numbers that the readout says. */
  get outputs(): number {
    return this.#plan.outputs;
  }

  /** Steps that were learnt from. */
  get learnt(): number {
    return this.#gram.count;
  }

  /** What an output is learnt from, in the order of the readout's weights. */
  sums(output = 0): RegressionSums {
    return this.#gram.regression(output);
  }

  /** Back to the state 0. */
  reset(): void {
    for (const layer of this.layers) layer.state = new Float32Array(layer.units);
  }

  /** Goes on from states of all layers side by side, `[units]`. */
  standAt(states: Float32Array): void {
    let at = 0;
    for (const layer of this.layers) layer.state = states.slice(at, at += layer.units);
  }

  /** Forgets what was learnt. */
  forget(): void {
    this.#gram.clear();
  }

  /** What was learnt, as `restore` takes it, in pieces. */
  saving(): Turns<LearntSums> {
    return this.#gram.saving();
  }

  /** Has learnt what another network of these sizes had. */
  restore(learnt: LearntSums): void {
    this.#gram.restore(learnt);
  }

  /** Takes over what another network with these layers learnt of its states, whatever else its readout saw: `learning` then has `statesAdopted`, over the same steps. */
  adopting(learnt: LearntSums): Turns<void> {
    return this.#gram.adopting(learnt, this.#plan.inputsAt);
  }

  /**
   * Adds a stretch to what is learnt from. Throws a `RangeError` where inputs and targets are not of the same steps. Where
   * `addToDrive` throws, the blocks of 256 steps before stay learnt.
   */
  learn(stretch: Stretch): void {
    for (const steps of this.learning(stretch)) void steps;
  }

  /** The same, in pieces: how many steps were done since the last. */
  *learning({ inputs, targets, washout = 0, statesAdopted = false, forgetting, ...driving }: Stretch): Generator<number, void> {
    const first = statesAdopted ? this.#plan.inputsAt : 0;
    const steps = this.#stepsOf(inputs, targets);
    for (const block of this.#blocksOf(0, Math.min(washout, steps))) {
      this.#fill(block, inputs, driving);
      yield block.count;
    }
    let full: Block | undefined;
    for (const block of this.#blocksOf(washout, steps)) {
      const together = this.layers.some((layer) => layer.together); // then the threads do one after the other, else the others add up meanwhile
      const beside = full !== undefined && !together;
      const fill = (): void => {
        this.#fill(block, inputs, driving, beside);
        this.#writeTargets(block, targets);
      };
      if (full) yield* this.#gram.adding(full.rows, full.count, together ? undefined : fill, first, forgetting);
      if (!full || together) fill();
      full = block;
      yield block.count;
    }
    if (full) yield* this.#gram.adding(full.rows, full.count, undefined, first, forgetting);
  }

  /** Learns by least mean squares instead (see `LeastMeanSquares`), nothing added to the sums. @param weights `[features, outputs]`, to begin with: changed at the end of the stretch @throws RangeError for a step size beyond (0, 2) */
  *descending({ inputs, targets, washout = 0, ...driving }: Stretch, weights: Float64Array, stepSize: number): Generator<number, void> {
    const { stride, width, outputs } = this.#plan;
    this.#V.pack(weights);
    for (const block of this.#blocksOf(0, this.#stepsOf(inputs, targets))) {
      this.#fill(block, inputs, driving);
      this.#writeTargets(block, targets);
      const skipped = Math.min(block.count, Math.max(0, washout - block.first));
      this.#workspace.kernels.learnLeastMeanSquares(block.rows + skipped * stride * 4, stride, block.count - skipped, width, this.#V.at, outputs, checkedStepSize(stepSize), epsilon);
      yield block.count;
    }
    this.#V.unpack(weights);
  }

  /** Weights of the readout from all that was learnt, with λ added to the diagonal of the sums (see `Ridge`). */
  solve(lambda: number): RidgeSolution {
    return atOnce(this.solving(lambda));
  }

  /** The same in pieces. */
  solving(lambda: number): Turns<RidgeSolution> {
    return (this.#ridge ??= new Ridge(this.#workspace, this.#gram)).solving(lambda);
  }

  /**
   * What a readout says to a stretch.
   * @param inputs `[steps, inputs]`
   * @param weights `[features, outputs]`
   * @returns `[steps, outputs]`
   */
  predict(inputs: Float32Array, weights: Float64Array, driving: Driving = {}): Float64Array {
    const said = new Float64Array(this.#stepsOf(inputs) * this.#plan.outputs);
    for (const [first, part] of this.predicting(inputs, weights, driving)) said.set(part, first * this.#plan.outputs);
    return said;
  }

  /** The same in pieces: the first step, and what is said from there on, good until the next. */
  *predicting(inputs: Float32Array, weights: Float64Array, driving: Driving = {}): Generator<readonly [first: number, said: Float64Array], void> {
    const { arena, kernels } = this.#workspace;
    const { stride, width, outputs } = this.#plan;
    this.#V.pack(weights);
    for (const block of this.#blocksOf(0, this.#stepsOf(inputs))) {
      this.#fill(block, inputs, driving);
      for (const [from, to] of pieces(block.count, this.#V.stepsOfPiece)) {
        kernels.readout(block.rows + from * stride * 4, stride, to - from, width, this.#V.at, outputs, this.#o);
        yield [block.first + from, arena.float64(this.#o, (to - from) * outputs)];
      }
    }
  }

  /**
   * Drives through a stretch and shows what the readout sees at each step, `[features]`, in the order of its weights.
   * @param look is given the same array again and again
   */
  see(inputs: Float32Array, look: (s: Float64Array, t: number) => void, driving: Driving = {}): void {
    for (const steps of this.seeing(inputs, look, driving)) void steps;
  }

  /** The same, so many looks at a time or fewer: how many steps were done since the last. */
  *seeing(inputs: Float32Array, look: (s: Float64Array, t: number) => void, driving: Driving = {}, looks = blockSteps): Generator<number, void> {
    const { stride, runs } = this.#plan;
    const s = new Float64Array(this.features);
    for (const block of this.#blocksOf(0, this.#stepsOf(inputs))) {
      this.#fill(block, inputs, driving);
      for (const [from, to] of pieces(block.count, looks)) {
        const numbers = this.#workspace.arena.float32(block.rows, block.count * stride);
        for (let t = from; t < to; t++) {
          for (const { from: first, count, feature } of runs) s.set(numbers.subarray(t * stride + first, t * stride + first + count), feature);
          look(s, block.first + t);
        }
        yield to - from;
      }
    }
  }

  /** The states of a stretch, those of all layers side by side, `[steps, units]`. */
  states(inputs: Float32Array, addToDrive?: AddToLayers): Float32Array {
    const keep = new Float32Array(this.#stepsOf(inputs) * this.units);
    for (const steps of this.driving(inputs, { addToDrive, keep })) void steps;
    return keep;
  }

  /** Drives, and learns nothing: block by block, how many steps were done since the last. */
  *driving(inputs: Float32Array, driving: Driving): Generator<number, void> {
    for (const block of this.#blocksOf(0, this.#stepsOf(inputs))) {
      this.#fill(block, inputs, driving);
      yield block.count;
    }
  }

  #stepsOf(inputs: Float32Array, targets?: Float32Array): number {
    const steps = inputs.length / this.reservoir.inputs;
    if (!Number.isInteger(steps)) throw new RangeError(`${inputs.length} numbers are not steps of ${this.reservoir.inputs} inputs`);
    if (targets && targets.length !== steps * this.outputs) throw new RangeError(`${targets.length} targets for ${steps} steps of ${this.outputs}`);
    return steps;
  }

  /** Steps `from` … `to`, in the two blocks by turns. */
  #blocksOf(from: number, to: number): Block[] {
    return Array.from({ length: Math.max(0, Math.ceil((to - from) / this.#steps)) }, (_, k) => {
      const first = from + k * this.#steps;
      return { rows: this.#blocks[k % 2]!, first, count: Math.min(this.#steps, to - first) };
    });
  }

  #fill(block: Block, inputs: Float32Array, { addToDrive, known, keep }: Driving, beside = false): void {
    const n = this.reservoir.inputs;
    const [{ stride, layersAt, inputsAt, inputs: seen, unseen }, { rows, first, count }] = [this.#plan, block];
    const numbers = { numbers: this.#workspace.arena.float32(rows, count * stride), stride, count };
    const layers = this.layers.map(({ units }, index): LayerColumns => ({ at: layersAt[index]!, units }));
    let read = inputs.subarray(first * n, (first + count) * n);
    if (known) readStates(numbers, layers, known, first);
    else this.layers.forEach((layer, index) => {
      if (index > 0) read = columnsFrom(numbers, layers[index - 1]!);
      layer.run(read, count, rows + layersAt[index]! * 4, stride, first, addToDrive && ((drive, t) => addToDrive(drive, t, index)), beside);
    });
    if (keep) keepStates(numbers, layers, keep, first);
    if (unseen > 0) clear(numbers, unseen);
    this.#writeColumns(block, inputsAt, seen, (t, k) => inputs[t * n + k]!);
    squareColumns(this.#workspace.kernels, this.#plan, block);
  }

  #writeTargets(block: Block, targets: Float32Array): void {
    const { width, outputs } = this.#plan;
    this.#writeColumns(block, width, outputs, (t, k) => targets[t * outputs + k]!);
  }

  /** @param value of a step of the stretch */
  #writeColumns({ rows, first, count }: Block, at: number, columns: number, value: (t: number, column: number) => number): void {
    const { stride } = this.#plan;
    const numbers = this.#workspace.arena.float32(rows, count * stride);
    for (let t = 0; t < count; t++) {
      for (let k = 0; k < columns; k++) numbers[t * stride + at + k] = value(first + t, k);
    }
  }
}
