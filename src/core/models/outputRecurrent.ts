import { concat, mul, ones, reshape, slice, sub, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, State } from '../cells/cell.ts';
import { ownState } from '../cells/ownState.ts';
import { unroll as unrollSteps } from '../cells/unroll.ts';
import type { Probe, Unroll } from '../cells/unroll.ts';
import { usualReads } from '../spec/outputReads.ts';
import { losses } from '../train/losses.ts';
import { ownParameters } from './chain.ts';
import { coins } from './coins.ts';
import type { Model, ModelState } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';
import { stackCell } from './stackCell.ts';
import type { OwnOutput } from './stackCell.ts';

/**
 * A model whose first layer reads y⁽ᵗ⁻¹⁾ besides x⁽ᵗ⁾ (figures 10.4 and 10.6): the target where it is given (teacher forcing), else
 * its own ŷ⁽ᵗ⁻¹⁾. Given or not is drawn for each sequence and step, with the context's probability `forcing` (Bengio et al. 2015,
 * arXiv:1506.03099). Before the first step of a sequence y is zero.
 *
 * Where all targets are given and hidden states are carried, nothing waits for an output: the layers read the sequence one after
 * another as ever. Else the whole stack goes step by step.
 * @param layerwise the same stack, which reads y as the last columns of x
 */
export function outputRecurrent(layerwise: Model, { outputSize, outputReads: reads = usualReads, loss = 'meanSquaredError', recurrence }: RecurrentSpec, answer: OwnOutput['answer'], unroll: Unroll = unrollSteps): Model {
  const hidden = recurrence === 'both';
  const { chains, inputSize } = layerwise;
  const stateNames = [...(hidden ? layerwise.stateNames : []), 'output'];
  // They find the matrices that they read through side by side already joined.
  const cell = stackCell(chains.map((chain) => ({ ...chain, joints: {} })), { inputSize, outputSize, hidden, reads, answer, predict: (o) => losses[loss].predict(o) });

  return {
    ...layerwise, readsOutput: true, stateNames,
    initialState: (B) => [...(hidden ? layerwise.initialState(B) : []), { yHat: zeros<Rank.R2>([B, outputSize]) }],

    forward(parameters, inputs, state, context, probe) {
      const { y } = inputs;
      if (hidden && y && (context.forcing ?? 1) === 1) {
        const read = layerwise.forward(parameters, { ...inputs, x: concat([inputs.x, earlier(y, state)], 2) }, state.slice(0, -1), context, probe);
        return { ...read, state: [...read.state, { yHat: rowsAt(y, y.shape[1] - 1) }] };
      }
      const { x, mask } = inputs;
      const [B, tau] = x.shape;
      const given = y ? coins([B, tau], context) : zeros<Rank.R3>([B, tau, 1]);
      const read = y ? mul<Tensor3D>(given, earlier(y, state)) : zeros<Rank.R3>([B, tau, outputSize]);
      const xs = transpose(concat([x, read, sub<Tensor3D>(1, given)], 2), [1, 0, 2]);                  // [tau, B, nX + nO + 1]
      const { outputs, state: after } = unroll(cell, ready(parameters), xs, flat(state), context, probe && seenAsYHat(probe), mask && transpose(mask));
      return { o: transpose(outputs, [1, 0, 2]), state: unflat(after) };
    },

    step(parameters, x, state, context) {
      const before = flat(state);
      const { state: after, output } = cell.step(ready(parameters), before, concat([x, zeros<Rank.R2>([x.shape[0], outputSize]), ones<Rank.R2>([x.shape[0], 1])], 1), context);
      return { o: output, state: unflat(ownState(after, before)) };
    },
  };

  /** The model's parameters, those of each chain as its cell takes them: once for all steps. */
  function ready(parameters: Parameters): Parameters {
    const own = chains.flatMap((chain) => Object.entries(ownParameters(chain, parameters)).map(([name, value]) => [`${chain.name}.${name}`, value] as const));
    return { ...parameters, ...Object.fromEntries(own) };
  }

  /** The entries of all chains by name, and ŷ as h. */
  function flat(state: ModelState): State {
    return Object.fromEntries(state.flatMap((own, i) => Object.entries(own).map(([entry, value]) => [entry === 'yHat' ? 'h' : `${stateNames[i]!}.${entry}`, value])));
  }

  function unflat(state: State): ModelState {
    const own = hidden ? chains.map(({ name, cell }) => Object.fromEntries(Object.keys(cell.stateSizes).map((entry) => [entry, state[`${name}.${entry}`]!]))) : [];
    return [...own, { yHat: state.h! }];
  }
}

/** y of the step before each, `[B, tau, nO]`: before the first, that of the state. */
function earlier(y: Tensor3D, state: ModelState): Tensor3D {
  const [B, tau, nO] = y.shape;
  return concat([reshape(state.at(-1)!['yHat']!, [B, 1, nO]) as Tensor3D, slice(y, [0, 0, 0], [B, tau - 1, nO])], 1);
}

function rowsAt(y: Tensor3D, t: number): Tensor2D {
  return reshape(slice(y, [0, t, 0], [-1, 1, -1]), [y.shape[0], y.shape[2]]);
}

/** The stack calls what it carries h; it is ŷ. */
function seenAsYHat(probe: Probe): Probe {
  return { see: (name, t, value) => probe.see(name === 'h' ? 'yHat' : name, t, value) };
}
