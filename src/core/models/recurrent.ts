import { add, concat, matMul, reshape, slice, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, See } from '../cells/cell.ts';
import { mlp } from '../cells/mlp.ts';
import { ownState } from '../cells/ownState.ts';
import { unroll as unrollSteps } from '../cells/unroll.ts';
import type { Probe, Unroll, Unrolled } from '../cells/unroll.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import { usualReads, widthRead } from '../spec/outputReads.ts';
import { chainParameters, nothingAround, ownParameters, readStack, sideBySide, stackOf } from './chain.ts';
import type { Chain } from './chain.ts';
import { contextUse, contextual } from './contextual.ts';
import { decoderJoints, encoderDecoder } from './encoderDecoder.ts';
import { haltingParameters, withHalting } from './halting.ts';
import type { Model } from './model.ts';
import { outputRecurrent } from './outputRecurrent.ts';
import { outputRow } from './outputRow.ts';
import { predictedLength } from './predictedLength.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/** Why what reads backward has no step. */
export const needsWhole = 'A model that reads backward needs the whole sequence: it cannot go one step at a time.';

/**
 * A stack of recurrent layers, x feeding the first and each feeding the next (figure 10.13a), and
 *
 *   o⁽ᵗ⁾ = c + h⁽ᵗ⁾·V   (10.10)
 *
 * at every step (figure 10.3) or once after the last (figure 10.5). A layer that reads both ways hands on [h⁽ᵗ⁾; g⁽ᵗ⁾] (figure
 * 10.11); where the output is the last, each chain's state after all that it read: h at the end, g at the beginning.
 * With `outputReads` o is made of the states of several layers side by side, and of x. With `outputDepth`, feedforward layers stand between h and o (figure 10.13b). With `recurrence` the first layer also reads the
 * output of the step before (figure 10.4), with `encoder` it answers what was read first (figure 10.12), with
 * `context` it is conditioned on a vector C that is given (figure 10.9). With `ending` "halt" a unit says whether the sequence ends,
 * with "length" its first answer is how long it is.
 * @param unroll the time loop of each chain @param around what stands in for their cells
 */
export function recurrent(spec: RecurrentSpec, unroll: Unroll = unrollSteps, around = nothingAround): Model {
  const { layers, output, inputSize, outputSize, outputDepth = 0, outputReads = usualReads, recurrence = 'hidden', encoder, ending = 'symbol' } = spec;
  const use = contextUse(spec);
  const joints = { ...(use.atEachStep && { R: spec.contextSize! }), ...(ending === 'length' && { T: spec.lengths! - 1 }), ...(recurrence !== 'hidden' && { Y: outputSize }), ...(encoder && decoderJoints(encoder)) };
  const stack = stackOf(layers, inputSize, joints, '', around);
  const chains = stack.flat();
  const width = widthRead(layers, inputSize, outputReads);
  const n = layers.at(-1)!.hiddenSize;
  const above = mlp('output', width, n, outputDepth);
  const [wide, written] = [outputDepth > 0 ? n : width, ending === 'halt' ? outputSize - 1 : outputSize];
  const answer = (parameters: Parameters, h: Tensor2D, see?: See): Tensor2D => {
    const q = above.apply(parameters, h, see);
    return ending === 'halt' ? withHalting(parameters, affine(parameters, q), q, see) : affine(parameters, q);
  };
  const answerAll = (parameters: Parameters, hs: Tensor3D, tau: number, probe?: Probe): Tensor3D =>
    transpose(eachStep(hs, (rows) => answer(parameters, rows, probe && seeSteps(probe, tau, hs.shape))), [1, 0, 2]);

  const model: Model = {
    spec, inputSize: inputSize + (use.atEachStep ? spec.contextSize! : 0), outputSize, output, chains, readsOutput: false, readsContext: false,
    stateNames: chains.map(({ name }) => name),
    parameters: [
      ...chains.flatMap((chain) => chainParameters(chain, recurrence === 'output')),
      ...above.parameters,
      { name: 'V', shape: [wide, written], initialiser: { kind: 'glorot', blocks: 1 } },
      ...(outputReads.bias ? [{ name: 'c', shape: [written], initialiser: { kind: 'zeros' } } as const] : []),
      ...(ending === 'halt' ? haltingParameters(wide) : []),
    ] satisfies ParameterSpec[],

    initialState: (B) => chains.map(({ cell }) => mapValues(cell.stateSizes, (columns) => zeros<Rank.R2>([B, columns]))),

    forward(parameters, { x, mask, trees }, state, context, probe) {
      const xs: Tensor3D = transpose(x, [1, 0, 2]);                          // [tau, B, nX]
      const read = readStack(stack, unroll, parameters, xs, state, context, probe, mask && transpose(mask), trees);
      const hs = output === 'each' ? outputRow(read.layers, xs, inputSize, outputReads) : sideBySide(stack.at(-1)!.map((chain, i) => lastRead(chain, read.top[i]!)));  // [tau | 1, B, n | 2n | …]
      return { o: answerAll(parameters, hs, x.shape[1], probe), state: read.state };
    },

    step(parameters, x, state, context) {
      if (chains.some(({ direction }) => direction === 'backward')) throw new Error(needsWhole);
      if (chains.some(({ cell }) => cell.ofTrees)) throw new Error('A model of trees needs the whole tree: it cannot go one step at a time.');
      let h = x;                                                             // [B, nX]
      const states: Tensor2D[] = [];
      const next = chains.map((chain, i) => {
        const read = h;
        const result = chain.cell.step(ownParameters(chain, parameters), state[i]!, read, context);
        h = result.output;                                                   // [B, n]
        states.push(h);
        return ownState(result.state, state[i]!, { read });
      });
      return { o: answer(parameters, outputRow(states, x, inputSize, outputReads)), state: next };
    },
  };
  if (encoder) return encoderDecoder(model, { ...spec, encoder }, { one: answer, all: answerAll }, unroll, around);
  const ended = ending === 'length' ? predictedLength(model, spec) : model;
  const own = recurrence === 'hidden' ? ended : outputRecurrent(ended, spec, answer, unroll);
  return use.atEachStep || use.first ? contextual(own, spec) : own;
}

/** o = c + h·V, `[rows, n]` → `[rows, nO]` */
function affine(parameters: Parameters, h: Tensor2D): Tensor2D {
  const { V, c } = parameters as { V: Tensor2D; c?: Tensor1D };
  return c ? add(c, matMul(h, V)) : matMul(h, V);
}

/** What a function makes of the rows of every step, `[tau, B, n]`, all at once. */
function eachStep(hs: Tensor3D, f: (rows: Tensor2D) => Tensor2D): Tensor3D {
  const [tau, B, n] = hs.shape;
  const made = f(reshape(hs, [tau * B, n]));
  return reshape(made, [tau, B, made.shape[1]!]);
}

/** Shows rows of all steps that have an output, `[steps·B, n]`, to a probe one step after another. */
function seeSteps(probe: Probe, tau: number, [steps, B]: readonly number[]): See {
  return (name, value) => {
    const seen = Array.from({ length: steps! }, (_, i) => probe.see(name, tau - steps! + i, slice(value, [i * B!, 0], [B!, -1])));
    return concat(seen) as typeof value;
  };
}

/** What a chain gives at the step it reads last, `[1, B, n]`. */
function lastRead({ direction }: Chain, { outputs }: Unrolled): Tensor3D {
  return slice(outputs, [direction === 'forward' ? outputs.shape[0] - 1 : 0, 0, 0], [1, -1, -1]);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]));
}
