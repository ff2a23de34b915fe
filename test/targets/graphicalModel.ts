import { LabelledSource } from '../../src/core/data/labelled.ts';
import { split } from '../../src/core/math/random.ts';
import type { CompiledModel } from '../../src/core/train/engine.ts';
import type { Lab } from './lib/lab.ts';
import { percent } from './lib/learnt.ts';
import { gramsOf, totalVariation, variationByChance } from './lib/sequences.ts';
import type { Finding, Target } from './lib/target.ts';

/** Of fewer the lengths alone would be far from those of the data by chance. */
const drawn = 10_000;
/** Longer than any name: what does not end by then has not ended. */
const most = 100;
const better = 0.3;
const closeBy = 0.05;

/** A network is a distribution over names: what it gives to those it never saw, and how long those are that it writes. */
export const graphicalModel: Target = {
  name: 'graphical-model',
  title: 'Names of towns by an LSTM of 64 units, beside a bigram on the same split, ended in three ways',
  experiment: '10.2.3-graphical-model',
  variants: { 'end symbol': {}, 'Bernoulli halt': { model: { ending: 'halt' } }, 'predicted length': { model: { ending: 'length' } } },
  seeds: [1, 2, 3],
  source: 'There was one setting, written down before the first run, and none was chosen by the held names; the figures are of the last update, not of the best validation. n-grams: interpolated modified Kneser–Ney (Chen & Goodman 1999), with the beginning of a name before it and its end as one more character, as for the LSTM; each seed has its own split. Names: GeoNames, by way of vega-datasets.',
  measure: async lab => {
    const findings: Finding[] = [];
    for (const ending of Object.keys(graphicalModel.variants)) findings.push(...await endedBy(lab, ending));
    return findings;
  },
};

/** What came of one seed. */
interface Outcome {
  readonly seed: number;
  readonly nats: number;
  readonly bigram: number;
  readonly fourGrams: number;
  /** Total variation of the lengths from those of the data; and of names that the data itself would give. */
  readonly variation: number;
  readonly chance: number;
  readonly written: readonly string[];
  /** Share of the written names that are none of the data's. */
  readonly made: number;
}

async function endedBy(lab: Lab, ending: string): Promise<Finding[]> {
  const outcomes: Outcome[] = [];
  for (const seed of lab.seeds) outcomes.push(await outcomeOf(lab, ending, seed));
  const each = (write: (outcome: Outcome) => string) => outcomes.map(write).join(', ');
  return [
    {
      target: `${ending}: nats a character of held names after the last update, seed by seed`, figure: each(({ nats }) => nats.toFixed(3)),
      toPass: `at least ${better.toFixed(2)} under the bigram's, ${each(({ bigram }) => bigram.toFixed(3))} (4-grams: ${each(({ fourGrams }) => fourGrams.toFixed(3))})`,
      passed: outcomes.every(({ nats, bigram }) => nats <= bigram - better),
    },
    {
      target: `${ending}: total variation between the lengths of ${drawn} names written at temperature 1 and those of the data`, figure: each(({ variation }) => variation.toFixed(3)),
      toPass: `at most ${closeBy} (as many drawn from the data itself: ${each(({ chance }) => chance.toFixed(3))})`,
      passed: outcomes.every(({ variation }) => variation <= closeBy),
      runs: outcomes.map(({ seed, written, made }) => `${ending}, seed ${seed}: ${percent(made)} of the names written are none of the data's; the first are ${written.slice(0, 5).join(', ')}`),
    },
  ];
}

async function outcomeOf(lab: Lab, ending: string, seed: number): Promise<Outcome> {
  const training = await lab.train(ending, { seed });
  const { data, model } = await lab.reopen(training);
  try {
    if (!(data instanceof LabelledSource)) throw new Error('The experiment has no labelled sequences.');
    const [seen, held] = [data.training, data.held].map(sequences => sequences.map(({ characters }) => data.code.alphabet.decode(characters))) as [string[], string[]];
    const names = [...seen, ...held];
    const lengths = lengthsOf(names);
    const written = await write(lab, data, model, seed);
    const known = new Set(names);
    return {
      seed, nats: training.validations.at(-1)!.loss, bigram: gramsOf(seen, held, 2), fourGrams: gramsOf(seen, held, 4),
      variation: totalVariation(lengthsOf(written), lengths), chance: variationByChance(lengths, drawn, split(seed, 'noise')),
      written, made: written.filter(name => !known.has(name)).length / drawn,
    };
  } finally {
    model.dispose();
  }
}

async function write(lab: Lab, data: LabelledSource, model: CompiledModel, seed: number): Promise<string[]> {
  const options = { ...lab.experiment('end symbol').samples, length: most };
  const sampling = { options, random: split(seed, 'sampling', 1), breathe: () => Promise.resolve() };
  const names: string[] = [];
  while (names.length < drawn) names.push(await data.code.write(model, 0, sampling));
  return names;
}

/** In characters, as the model counts them. */
const lengthsOf = (names: readonly string[]): number[] => names.map(name => Array.from(name).length);
