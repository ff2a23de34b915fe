import { expect, test } from 'vitest';
import { LabelledCode } from '../../../src/core/data/labelledCode.ts';
import type { CodedSequence } from '../../../src/core/data/labelledCode.ts';
import { logLikelihoods } from '../../../src/core/data/labelledLikelihood.ts';
import { Alphabet } from '../../../src/core/data/alphabet.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { start } from '../../engine/tfjs/start.ts';
import { textPlan } from '../../engine/tfjs/batches.ts';

const [symbols, longest] = [3, 8];
const code = new LabelledCode(new Alphabet('abc'), ['one'], false);

/** All sequences of so many symbols. */
const sequencesOf = (length: number): CodedSequence[] => Array.from({ length: symbols ** length }, (_, number) => (
  { characters: Int32Array.from({ length }, (_, i) => Math.floor(number / symbols ** i) % symbols), label: 0 }));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const cell = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' } as const;

test.each(['symbol', 'halt'] as const)('ending by %s: the probabilities of all sequences of three symbols to length 8, and of going on from there, add up to 1', async (ending) => {
  const model = recurrent({
    layers: [{ cell, hiddenSize: 5 }], output: 'each', ending, inputSize: symbols + 1, outputSize: symbols + 1,
  });
  const compiled = await (await start('wasm')).compile(model, textPlan, 7);
  let total = 0;
  for (let length = 0; length <= longest; length++) {
    const batch = code.batch(sequencesOf(length));
    const ended = (await logLikelihoods(compiled, batch)).map(Math.exp);
    total += sum(ended);
    if (length < longest) continue;
    const mask = Float32Array.from(batch.y.data, (_, i) => Number(i % batch.tau < longest));
    const begun = (await logLikelihoods(compiled, { ...batch, y: { ...batch.y, mask } })).map(Math.exp);
    total += sum(begun) - sum(ended);
  }
  expect(Math.abs(total - 1)).toBeLessThan(1e-6);
  compiled.dispose();
});

test('a predicted length: the probabilities of all sequences of three symbols to length 8, and of longer ones, add up to 1; of each length to that of the length', async () => {
  const lengths = 12;
  const code = new LabelledCode(new Alphabet('abc'), ['one'], false, lengths);
  const model = recurrent({ layers: [{ cell, hiddenSize: 5 }], output: 'each', ending: 'length', lengths, inputSize: code.inputSize, outputSize: code.outputSize });
  const compiled = await (await start('wasm')).compile(model, textPlan, 7);
  const { data } = await compiled.predict(code.batch(sequencesOf(0)));
  const e = Array.from(data.subarray(symbols), Math.exp);
  const lengthIs = e.map((each) => each / sum(e));
  let total = sum(lengthIs.slice(longest + 1));
  for (let length = 0; length <= longest; length++) {
    const all = sum((await logLikelihoods(compiled, code.batch(sequencesOf(length)))).map(Math.exp));
    expect(Math.abs(all - lengthIs[length]!)).toBeLessThan(1e-6);
    total += all;
  }
  expect(Math.abs(total - 1)).toBeLessThan(1e-6);
  compiled.dispose();
});
