import { concat, expandDims, tile, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, ReadSource, State } from '../cells/cell.ts';
import { ownState } from '../cells/ownState.ts';
import type { Probe, Unroll, Unrolled } from '../cells/unroll.ts';
import type { StackedEncoder } from '../spec/chains.ts';
import { attention as makeAttention } from './attention.ts';
import type { Around } from './chain.ts';
import { decoderCell } from './decoderCell.ts';
import { contextSize, encoder as makeEncoder } from './encoder.ts';
import type { Joints } from './jointParameters.ts';
import type { Model, ModelState } from './model.ts';
import { givenOrFree, readsOwnSymbols } from './ownSymbols.ts';
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
 * Its x is the answer so far: y one step before (teacher forcing); or, where the context's probability `forcing` is under 1, at the
 * steps that are drawn the symbol that it chose itself there. Where all is given and nothing is attended to, its layers read a sequence
 * one after another as ever; else the whole stack goes step by step.
 * @param decoder the same stack, which reads C and c as the last columns of x
 */
export function encoderDecoder(decoder: Model, { encoder: spec, sourceSize = 0 }: RecurrentSpec & { encoder: StackedEncoder }, answers: Answers, unroll: Unroll, around: Around): Model {
  const { chains, outputSize } = decoder;
  const attention = spec.attention && makeAttention(spec.attention, chains.at(-1)!.cell.hiddenSize, contextSize(spec));
  const encoder = makeEncoder(spec, sourceSize, chains, attention, unroll, around);
  const reads = spec.as !== 'initialState';
  const cell = decoderCell(chains, decoder.inputSize + (reads ? contextSize(spec) : 0), attention);
  const own = readsOwnSymbols(cell, outputSize, answers.one);

  return {
    ...decoder, encoder, parameters: [...encoder.parameters, ...decoder.parameters],

    forward(parameters, { x, mask, source, sourceMask }, _, context, probe) {
      const read = encoder.read(parameters, source!, sourceMask, context, probe);
      const first = encoder.begin(parameters, read);
      const within = { ...context, source: read };
      const withC = (rows: Tensor3D): Tensor3D => (reads ? concat([rows, tile(expandDims(read.C, 1), [1, x.shape[1], 1])], 2) as Tensor3D : rows);
      const forced = (context.forcing ?? 1) === 1;
      if (forced && !attention) return decoder.forward(parameters, { x: withC(x), mask }, first, within, probe);
      const { outputs, state } = forced ? along(cell, withC(x), flat(first)) : along(own, ...freely());
      return { o: answers.all(parameters, outputs, x.shape[1], probe), state: unflat(state) };

      function along(each: Cell, input: Tensor3D, before: State): Unrolled {
        return unroll(each, parameters, transpose(input, [1, 0, 2]), before, within, probe && withoutCopy(probe), mask && transpose(mask));
      }

      function freely(): [input: Tensor3D, before: State] {
        const { given, free } = givenOrFree(x, context);
        return [concat([withC(given), free], 2), { ...flat(first), symbol: zeros<Rank.R2>([x.shape[0], outputSize]) }];
      }
    },

    step(parameters, x, state, context) {
      const read: Tensor2D = reads ? concat([x, (context.source as ReadSource).C], 1) : x;
      if (!attention) return decoder.step(parameters, read, state, context);
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
