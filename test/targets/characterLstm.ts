import { trainingLength } from '../../src/core/spec/dataErrors.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { recurrent } from '../../src/core/models/recurrent.ts';
import type { ValidationRecord } from '../../src/core/train/records.ts';
import { KneserNey } from './lib/kneserNey.ts';
import type { Change, Finding, Target } from './lib/target.ts';

const seconds = 120;
/** Nats a character by n-grams, as another implementation measured them on this split. */
const known = { 4: 1.617, 5: 1.461 } as const;
/** Two layers of 83 units have as many parameters as one of 128. */
const [one, two] = [128, 83];

const longEnough: Change = { training: { steps: 100_000, validateEvery: 250 } };
const layer = (hiddenSize: number) => ({ cell: { kind: 'lstm', forgetBias: 1, recurrentInitialiser: 'orthogonal' }, hiddenSize } as const);

/** A small LSTM reads Moby-Dick for two minutes, and then knows more of the next character than counting n-grams does. */
export const characterLstm: Target = {
  name: 'character-lstm',
  title: 'Moby-Dick by character, an LSTM beside n-grams on the same split',
  experiment: 'moby-dick-char-lstm',
  variants: {
    'one layer': { ...longEnough, model: { layers: [layer(one)] } },
    'two layers': { ...longEnough, model: { layers: [layer(two), layer(two)] } },
  },
  seeds: [1],
  source: 'n-grams: interpolated modified Kneser–Ney (Chen & Goodman 1999), each character of the last tenth given the n − 1 before it.',
  measure: async lab => {
    const text = await lab.readText('data/moby-dick.txt');
    const grams = ([4, 5] as const).map(order => kneserNey(text, validationShare(lab.experiment('one layer')), order));
    const [seed] = lab.seeds as [number];
    const shallow = await lab.train('one layer', { seed, until: record => record.kind === 'step' && record.time >= seconds });
    const last = shallow.validations.findLast(({ time }) => time <= seconds);
    if (last === undefined) throw new Error(`No validation within ${seconds} s: this machine is too slow to tell.`);
    const deep = await lab.train('two layers', { seed, until: ({ kind, step }) => kind === 'validation' && step >= last.step });
    const parameters = ['one layer', 'two layers'].map(variant => parameterCount(lab.experiment(variant), new Set(text).size));
    return [...grams.map(published), oneLayer(last, grams), twoLayers(last, deep.validations.at(-1)!, parameters)];
  },
};

interface Grams { readonly order: 4 | 5; readonly nats: number }

function validationShare({ data }: ResolvedExperiment): number {
  if (data.kind !== 'text') throw new Error('the experiment reads no text');
  return data.validation;
}

function kneserNey(text: string, share: number, order: Grams['order']): Grams {
  const begin = trainingLength(text.length, share);
  return { order, nats: new KneserNey(text.slice(0, begin), order, new Set(text).size).crossEntropy(text, begin) };
}

function published({ order, nats }: Grams): Finding {
  return {
    target: `Kneser–Ney ${order}-grams, nats a character`, figure: nats.toFixed(3),
    toPass: `${known[order]} ± 0.01, as another implementation has it`, passed: Math.abs(nats - known[order]) <= 0.01,
  };
}

function oneLayer({ loss, step }: ValidationRecord, [four, five]: readonly Grams[]): Finding {
  return {
    target: `LSTM 1×${one} after ${seconds} s of training, validation included: nats a character`,
    figure: `${loss.toFixed(3)} at update ${step}`, toPass: `below the 4-grams, ${four!.nats.toFixed(3)} (5-grams: ${five!.nats.toFixed(3)})`,
    passed: loss < four!.nats,
  };
}

function twoLayers(shallow: ValidationRecord, deep: ValidationRecord, parameters: readonly number[]): Finding {
  return {
    target: `LSTM 2×${two} (${parameters[1]} parameters, 1×${one} has ${parameters[0]}) after as many updates`,
    figure: `${deep.loss.toFixed(3)} at update ${deep.step}`, toPass: `at most ${(shallow.loss + 0.02).toFixed(3)}, one layer + 0.02`,
    passed: deep.step === shallow.step && deep.loss <= shallow.loss + 0.02,
  };
}

function parameterCount({ model }: ResolvedExperiment, alphabetSize: number): number {
  const { parameters } = recurrent({ ...model, inputSize: alphabetSize, outputSize: alphabetSize });
  return parameters.reduce((total, { shape }) => total + shape.reduce((product, n) => product * n, 1), 0);
}
