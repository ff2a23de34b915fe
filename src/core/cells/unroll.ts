import { concat, engine, expandDims, greater, reshape, split, tidy, where, zerosLike } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D, TensorContainerObject } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, State, StepContext, StepResult } from './cell.ts';
import { ownState } from './ownState.ts';

/** Sees every named value as the model computes it (`layers.0.h`, `layers.0.gate.f`) and may replace it by one that is tracked. */
export interface Probe {
  see<T extends Tensor>(name: string, t: number, value: T): T;
  /** Of a probe that is about states and their gradients alone: a fused kernel shows it all steps at once instead. */
  readonly trace?: Trace;
}

/** Sees the states of a chain over all steps, and has ∂L/∂h⁽ᵗ⁾ as the gradient of what is added to each. */
export interface Trace {
  /** What to add to h⁽ᵗ⁾, `[tau, B, n]` of zeros. @param name of the state: `layers.0.h` */
  shift(name: string): Tensor3D;
  /** @param h `[tau, B, n]`, the shift added */
  seen(name: string, h: Tensor3D): void;
}

export interface Unrolled {
  /** What the layer above sees, time-major `[tau, B, n]`. */
  readonly outputs: Tensor3D;
  /** The state after the last step, in tensors of its own. */
  readonly state: State;
}

/**
 * The one time loop: the cell's graph unfolded over t = 0 … tau − 1, the same parameters at every step (section 10.1).
 * @param xs time-major `[tau, B, nX]`
 * @param mask `[tau, B]` of ones, and of zeros where a sequence has no element: its state stays as it was. Left out, all have all.
 */
export function unroll(
  cell: Cell, parameters: Parameters, xs: Tensor3D, state: State, context: Omit<StepContext, 't'>, probe?: Probe, mask?: Tensor2D,
): Unrolled {
  const [tau, B] = xs.shape;
  const before = state;
  const masks = mask && rowsOfEach(expandDims(mask, 2));
  let output: Tensor2D | undefined;
  const outputs = rowsOfEach(xs).map((x, t) => {                // x: [B, nX]
    const result = letting(probe, () => {
      const step = cell.step(parameters, state, x, { ...context, t, ...(probe && { see: (name, value) => probe.see(name, t, value) }) });
      return look(masks ? hold(masks[t]!, state, output, step) : step, t, probe);
    });
    state = result.state;
    return output = result.output;
  });
  return { outputs: reshape(concat(outputs), [tau, B, cell.hiddenSize]), state: ownState(state, before) };
}

/** Lets go of what a step made on its way, unless a gradient comes back through it or somebody looks at it: of a loss that is only measured, states and outputs stay until it is. */
function letting(probe: Probe | undefined, step: () => StepResult): StepResult {
  return probe || engine().isTapeOn() ? step() : tidy(step as unknown as () => TensorContainerObject) as unknown as StepResult;
}

/** The step where the mask `[B, 1]` is 1, elsewhere the state before it and what was handed on then; nothing at first. */
function hold(mask: Tensor2D, before: State, handedOn: Tensor2D | undefined, { state, output, gates }: StepResult): StepResult {
  const there = greater(mask, 0);
  const held = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, where(there, value, before[name]!)]));
  const own = output === state.h ? held.h! : where<Tensor2D>(there, output, handedOn ?? zerosLike(output));
  return { state: held, output: own, ...(gates && { gates }) };
}

/** The rows of one step after another, `[tau, B, n]` → `[B, n]` each. The gradient of `split` does not know what to do with a single piece. */
export function rowsOfEach(steps: Tensor3D): Tensor2D[] {
  const [tau, B, n] = steps.shape;
  const rows = reshape(steps, [tau * B, n]) as Tensor2D;
  return tau === 1 ? [rows] : split<Tensor2D>(rows, tau);
}

/** What a fused kernel is for the cells it knows: the same signature, the same numbers. */
export type Unroll = typeof unroll;

/** Shows a step's gates and its h to the probe; whoever reads h from here on reads the probe's. */
export function look({ state, output, gates }: StepResult, t: number, probe?: Probe): StepResult {
  if (!probe) return { state, output };
  for (const [gate, value] of Object.entries(gates ?? {})) probe.see(`gate.${gate}`, t, value);
  const h = probe.see('h', t, state.h!);
  return { state: { ...state, h }, output: output === state.h ? h : output };
}
