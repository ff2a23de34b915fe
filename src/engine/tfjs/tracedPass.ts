import { add, keep, stack, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Scalar, Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { rowsOfEach } from '../../core/cells/unroll.ts';
import type { Probe } from '../../core/cells/unroll.ts';
import type { Chain } from '../../core/models/chain.ts';
import type { ModelState } from '../../core/models/model.ts';
import { differentiate, forwardPass, learnable } from './pass.ts';
import type { Pass } from './pass.ts';

/** A node of the graph whose gradient is asked for, by what a probe is shown of it. */
export interface TracedNode {
  readonly name: string;
  /** At how many steps it is, or 1 where it is at one alone, and its columns. */
  readonly tau: number;
  readonly columns: number;
}

/** h⁽ᵗ⁾ and ∂L/∂h⁽ᵗ⁾ along all paths, of one chain or another node, `[tau, B, n]` both. */
export interface Traced {
  readonly h: Tensor3D;
  readonly dh: Tensor3D;
}

export interface TracedPass {
  readonly loss: Scalar;
  readonly state: ModelState;
  readonly gradients: Parameters;
  /** Of each node that was asked for. */
  readonly traces: readonly Traced[];
}

/**
 * A gradient pass that also tells h⁽ᵗ⁾ and ∂L/∂h⁽ᵗ⁾ of every chain and step: the gradient by a zero added to each h⁽ᵗ⁾, which takes
 * nearly twice the time of a plain pass, or what a fused kernel has anyway. The caller disposes the traces' h.
 * @param nodes others that are asked for, too, or instead
 */
export function tracedPass(pass: Pass, parameters: Parameters, nodes: readonly TracedNode[] = tracedChains(pass)): TracedPass {
  const B = pass.inputs.x.shape[0];
  const states = nodes.map(({ name, tau, columns }) => [name, zeros<Rank.R3>([tau, B, columns])] as const);
  const shifts = Object.fromEntries(states.map(([name, nothing]) => [shiftOf(name), nothing]));
  let hs: Readonly<Record<string, Tensor3D>> = {};
  let state: ModelState = [];
  const { value, gradients } = differentiate({ ...learnable(pass.model, parameters), ...shifts }, (given) => {
    const tracer = new Tracer(states.map(([name]) => [name, given[shiftOf(name)] as Tensor3D]));
    const outcome = forwardPass(pass, { ...parameters, ...given }, tracer);
    hs = tracer.states();
    state = outcome.state;
    [...Object.values(hs), ...state.flatMap((own) => Object.values(own))].forEach(keep);
    return outcome.loss;
  });
  return {
    loss: value, state,
    gradients: Object.fromEntries(Object.entries(gradients).filter(([name]) => !(name in shifts))),
    traces: states.map(([name]) => ({ h: hs[name]!, dh: gradients[shiftOf(name)] as Tensor3D })),
  };
}

/** The state of every chain of a model over the steps that it reads: those of an encoder first, from the source upwards. */
function tracedChains({ model: { encoder, chains }, inputs: { x, source } }: Pass): TracedNode[] {
  const over = (sequence: Tensor3D, { state, cell }: Chain): TracedNode => ({ name: state, tau: sequence.shape[1], columns: cell.hiddenSize });
  return [...(encoder?.chains ?? []).map((chain) => over(source!, chain)), ...chains.map((chain) => over(x, chain))];
}

/** No parameter is called so. */
const shiftOf = (state: string): string => `${state}@`;

/** Adds a shift to every h⁽ᵗ⁾, and whatever else is traced, and remembers the sum: step by step, or all at once where a kernel can. */
class Tracer implements Probe {
  readonly #shifts: ReadonlyMap<string, Tensor3D>;
  readonly #steps = new Map<string, readonly Tensor[]>();
  readonly #seen = new Map<string, Tensor[] | Tensor3D>();
  readonly trace = {
    shift: (name: string): Tensor3D => this.#shifts.get(name)!,
    seen: (name: string, h: Tensor3D): void => void this.#seen.set(name, h),
  };

  constructor(shifts: readonly (readonly [string, Tensor3D])[]) {
    this.#shifts = new Map(shifts);
  }

  see<T extends Tensor>(name: string, t: number, value: T): T {
    const shift = this.#shifts.get(name);
    if (!shift) return value;
    const steps = this.#steps.get(name) ?? rowsOfEach(shift);
    const seen = this.#seen.get(name) as Tensor[] | undefined ?? [];
    const h = add<T>(value, steps[steps.length === 1 ? 0 : t]!);
    this.#steps.set(name, steps);
    this.#seen.set(name, seen);
    seen[t] = h;
    return h;
  }

  states(): Record<string, Tensor3D> {
    return Object.fromEntries([...this.#seen].map(([name, h]) => [name, Array.isArray(h) ? stack(Object.values(h)) as Tensor3D : h]));
  }
}
