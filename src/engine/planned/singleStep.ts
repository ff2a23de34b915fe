import { needsWhole } from '../../core/models/recurrent.ts';
import { F32, firstState } from '../fused/fusedCell.ts';
import type { Passes } from './passes.ts';
import { classOf } from './sequences.ts';
import { afterFirst } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

/** Where a step reads and writes, as long as the memory has not grown. */
interface Views {
  readonly buffer: ArrayBufferLike;
  readonly index: Int32Array;
  readonly row: Float32Array;
  /** The states of all chains before the step, and after it. */
  readonly before: readonly Float32Array[];
  readonly after: readonly Float32Array[];
  readonly o: Float32Array;
}

/**
 * Steps of one sequence, B = 1, on the first thread alone. With a small model a step costs what is done around its kernels, so
 * nothing is made anew here but the answer.
 */
export class SingleStep {
  readonly #shape: Shape;
  readonly #space: Workspace;
  /** As they lie in the kernels' memory, but outside: others use it between two steps. */
  readonly #states: readonly Float32Array[];
  #views: Views | undefined;

  /** @param xIndices whether it reads classes @throws Error where there is not enough memory */
  constructor(private readonly passes: Passes, xIndices: boolean) {
    if (passes.plan.backward) throw new Error(needsWhole);
    this.#shape = { tau: 1, B: 1, xIndices, yIndices: true, members: 1, xMasked: false, yMasked: false, looked: false };
    this.#space = passes.room(this.#shape)[0]!;
    this.#states = passes.plan.chains.flatMap(({ cell, units }) => cell.states.map(() => new Float32Array(units)));
  }

  /** @param x a class, or a row of numbers @returns logits `[nO]` @throws RangeError for a class that is none */
  run(x: number | Float32Array): Float32Array {
    const { index, row, before, after, o } = this.#seen();
    if (typeof x === 'number') index[0] = classOf(x, this.passes.plan.spec.inputSize);
    else row.fill(0).set(x);
    for (let i = 0; i < before.length; i++) before[i]!.set(this.#states[i]!);
    this.passes.forward(this.#shape, this.#space);
    for (let i = 0; i < after.length; i++) this.#states[i]!.set(after[i]!);
    return o.slice();
  }

  #seen(): Views {
    if (this.#views?.buffer !== this.passes.memory.buffer) this.#views = this.#look();
    return this.#views!;
  }

  #look(): Views {
    const { memory: { buffer }, plan } = this.passes;
    const { x, o, chains } = this.#space;
    const states = plan.chains.flatMap(({ cell, units }, chain) => cell.states.map((_, i) => ({ at: firstState(cell, chains[chain]!, i, units * F32), units })));
    return {
      buffer,
      index: new Int32Array(buffer, x, this.#shape.xIndices ? 1 : 0),
      row: new Float32Array(buffer, x, this.#shape.xIndices ? 0 : plan.inputs),
      before: states.map(({ at, units }) => new Float32Array(buffer, at, units)),
      after: states.map(({ at, units }) => new Float32Array(buffer, afterFirst(at, 1, units), units)),
      o: new Float32Array(buffer, o, plan.spec.outputSize),
    };
  }
}
