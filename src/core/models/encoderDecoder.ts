import { concat, expandDims, tile, transpose } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, ReadSource, State } from '../cells/cell.ts';
import { ownState } from '../cells/ownState.ts';
import type { Probe, Unroll } from '../cells/unroll.ts';
import type { StackedEncoder } from '../spec/chains.ts';
import { attention as makeAttention } from './attention.ts';
import { attentiveCell } from './attentiveCell.ts';
import type { Around } from './chain.ts';
import { contextSize, encoder as makeEncoder } from './encoder.ts';
import type { Joints } from './jointParameters.ts';
import type { Model, ModelState } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';
import { entriesOf, flatState } from './stackStep.ts';

/** What the first layer of a decoder reads besides x: C through R at every step, and what it attends to through A. */
export function decoderJoints(encoder: StackedEncoder): Joints {
  const nC = contextSize(encoder);
  return { ...(encoder.as !== 'initialState' && { R: nC }), ...(encoder.attention && { A: nC }) };
}

/** How a decoder answers: o of its uppermost h, of one step `[B, n]`, or of all `[tau, B, n]`. */
export interface Answers {
  one(parameters: Parameters, h: Tensor2D): Tensor2D;
  /** @returns `[B, tau, nO]` */
  all(parameters: Parameters, hs: Tensor3D, tau: number, probe?: Probe): Tensor3D;
}

/**
 * An encoder–decoder, or sequence-to-sequence model (section 10.4; Cho et al. 2014, Sutskever et al. 2014): the encoder reads the
 * source, the decoder is the model that writes the answer, with C as its first state, at every step, or both, and attention where asked for.
 * Its x is the answer so far: y one step before, in training as in an evaluation (teacher forcing). Without attention its layers read
 * a sequence one after another as ever; with it the whole stack goes step by step.
 * @param decoder the same stack, which reads C and c as the last columns of x
 */
export function encoderDecoder(decoder: Model, { encoder: spec, sourceSize = 0 }: RecurrentSpec & { encoder: StackedEncoder }, answers: Answers, unroll: Unroll, around: Around): Model {
  const { chains } = decoder;
  const attention = spec.attention && makeAttention(spec.attention, chains.at(-1)!.cell.hiddenSize, contextSize(spec));
  const encoder = makeEncoder(spec, sourceSize, chains, attention, unroll, around);
  const cell = attention && attentiveCell(chains, decoder.inputSize, attention);
  const reads = spec.as !== 'initialState';

  return {
    ...decoder, encoder, parameters: [...encoder.parameters, ...decoder.parameters],

    forward(parameters, { x, mask, source, sourceMask }, _, context, probe) {
      const read = encoder.read(parameters, source!, sourceMask, context, probe);
      const first = encoder.begin(parameters, read);
      const own = { ...context, source: read };
      const input = reads ? concat([x, tile(expandDims(read.C, 1), [1, x.shape[1], 1])], 2) as Tensor3D : x;
      if (!cell) return decoder.forward(parameters, { x: input, mask }, first, own, probe);
      const { outputs, state } = unroll(cell, parameters, transpose(input, [1, 0, 2]), flat(first), own, probe && withoutCopy(probe), mask && transpose(mask));
      return { o: answers.all(parameters, outputs, x.shape[1], probe), state: unflat(state) };
    },

    step(parameters, x, state, context) {
      const read: Tensor2D = reads ? concat([x, (context.source as ReadSource).C], 1) : x;
      if (!cell) return decoder.step(parameters, read, state, context);
      const before = flat(state);
      const { state: after, output } = cell.step(parameters, before, read, context);
      return { o: answers.one(parameters, output), state: unflat(ownState(after, before)) };
    },
  };

  function flat(state: ModelState): State {
    return { ...flatState(chains, state), h: state.at(-1)!.h! };
  }

  function unflat(state: State): ModelState {
    return chains.map((chain) => entriesOf(chain, state));
  }
}

/** The uppermost h was seen by its own name. */
function withoutCopy(probe: Probe): Probe {
  return { see: (name, t, value) => (name === 'h' ? value : probe.see(name, t, value)) };
}
