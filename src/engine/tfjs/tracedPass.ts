import { add, keep, zeros } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import type { Chain } from '../../core/models/chain.ts';
import type { ModelState } from '../../core/models/model.ts';
import { differentiate, forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';

/** h⁽ᵗ⁾ and ∂L/∂h⁽ᵗ⁾ along all paths of one layer, `[B, n]` for every t. */
export interface Trace {
  readonly h: readonly Tensor2D[];
  readonly dh: readonly Tensor2D[];
}

export interface Traced {
  readonly loss: Scalar;
  readonly state: ModelState;
  readonly gradients: Parameters;
  /** Of each chain, as `tracedChains` has them. */
  readonly traces: readonly Trace[];
}

/**
 * A gradient pass that also tells h⁽ᵗ⁾ and ∂L/∂h⁽ᵗ⁾ of every layer and step: the gradient by a zero added to each h⁽ᵗ⁾. It takes
 * nearly twice the time of a plain one. The h⁽ᵗ⁾ are kept, the last of each layer as a part of `state`: the caller disposes them.
 */
export function tracedPass(pass: Pass, parameters: Parameters): Traced {
  const chains = tracedChains(pass);
  const B = pass.inputs.x.shape[0];
  const sizes = new Map(chains.map(({ state, tau, cell: { hiddenSize } }) => [state, [tau, hiddenSize] as const]));
  const nothings = [...sizes].flatMap(([name, [tau, n]]) => Array.from({ length: tau }, (_, t) => [at(name, t), zeros([B, n])] as const));
  const seen = new Map<string, Tensor2D>();
  let state: ModelState = [];
  const { value, gradients } = differentiate({ ...parameters, ...Object.fromEntries(nothings) }, (given) => {
    const outcome = forwardPass(pass, given, {
      see<T extends Tensor>(name: string, t: number, value: T): T {
        if (!sizes.has(name)) return value;
        const h = keep(add<T>(value, given[at(name, t)]!));
        seen.set(at(name, t), h as Tensor as Tensor2D);
        return h;
      },
    });
    state = outcome.state;
    state.flatMap((layer) => Object.values(layer)).forEach(keep);
    return outcome.loss;
  });
  const steps = (name: string, of: (place: string) => Tensor2D | undefined) => Array.from({ length: sizes.get(name)![0] }, (_, t) => of(at(name, t))!);
  const traces = [...sizes.keys()].map((name) => ({ h: steps(name, (place) => seen.get(place)), dh: steps(name, (place) => gradients[place] as Tensor2D) }));
  return { loss: value, state, gradients: Object.fromEntries(Object.keys(parameters).map((name) => [name, gradients[name]!])), traces };
}

/** Every chain of a model with the steps that it reads: those of an encoder first, from the source upwards. */
export function tracedChains({ model: { encoder, chains }, inputs: { x, source } }: Pass): (Chain & { readonly tau: number })[] {
  const over = (sequence: Tensor3D, chain: Chain) => ({ ...chain, tau: sequence.shape[1] });
  return [...(encoder?.chains ?? []).map((chain) => over(source!, chain)), ...chains.map((chain) => over(x, chain))];
}

/** No parameter is called so. */
const at = (name: string, t: number): string => `${name}@${t}`;
