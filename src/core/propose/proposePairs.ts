import { counted, formatNumber, listed } from '../spec/wording.ts';
import type { Proposal } from '../spec/proposal.ts';
import { experimentText, named, quoted, stemOf, steps } from './experimentText.ts';
import type { LabelledProfile, PairsProfile } from './profile.ts';

/** An encoder and a decoder, with attention and without. */
export function proposePairs({ pairs, names, longest }: PairsProfile, file: string): Proposal[] {
  return [true, false].map(attention => {
    const { lines, every } = steps(pairs < 1000 ? 400 : 1000);
    const units = pairs < 1000 ? 32 : 64;
    const text = experimentText({
      name: `${stemOf(file)}${attention ? ', with attention' : ''}`, description: `An encoder reads the source, and a decoder writes the answer${attention ? ', looking back at the source' : ''}.`,
      data: ['"kind": "pairs",', `"file": ${quoted(file)}, // ${counted(pairs, 'pair')}${columns(names)}`, `"validation": ${pairs < 10 ? Math.ceil(100 / pairs) / 100 : 0.1} // the share at the end that is never trained on`],
      model: [
        '"encoder": {', `  "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": ${units}${attention ? ', "direction": "both"' : ''} }]${attention ? ',' : ''}`,
        ...attention ? [`  "attention": { "kind": "additive", "size": ${units} } // leave it out, and the last state is all that the decoder knows of the source`] : [],
        '},', `"layers": [{ "cell": { "kind": "gru" }, "hiddenSize": ${units} }]`,
      ],
      training: [
        ...lines, `"batchSize": ${Math.min(32, pairs)},`, `"tau": ${longest}, // the longest source or answer: shorter ones are filled up`,
        '"optimiser": { "kind": "adam", "learningRate": 0.005 },', '"clip": { "kind": "norm", "threshold": 1 },', `"validateEvery": ${every}`,
      ],
      samples: [`"every": ${every}`],
    });
    return {
      title: 'Write the answer to a source', model: `encoder and decoder of GRUs${attention ? ', with attention' : ', without attention'}`,
      reason: `${counted(pairs, 'pair')} of texts${between(names)}, of ${counted(longest, 'character')} at most`, text,
    };
  });
}

/** Where a first line of names is taken off, a person should see it: it may have been texts. */
const columns = (names?: readonly string[]): string => (names ? `; its first line names the columns, ${listed(names.map(named), 'and')}` : '');
const between = (names?: readonly string[]): string => (names ? ` (columns ${listed(names.map(named), 'and')})` : '');

/** A model that is told the label, and so can be asked for the label, too; and one that is not. */
export function proposeLabelled({ sequences, names, labels, hasHeader, longest }: LabelledProfile, file: string): Proposal[] {
  const { lines, every } = steps(sequences < 1000 ? 500 : 1500);
  const told = `${listed(labels.slice(0, 3).map(named), 'and')}${labels.length > 3 ? ' …' : ''}`;
  const units = sequences < 1000 ? 32 : 64;
  const model = (context: string): readonly string[] => [`"layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": ${units} }],`, context];
  const draft = {
    data: ['"kind": "labelled",', `"file": ${quoted(file)}, // ${counted(sequences, 'sequence')}${columns(names)}`, '"validation": 0.1'],
    training: [
      ...lines, `"batchSize": ${Math.min(64, sequences)},`, `"tau": ${longest + 1}, // the longest sequence, and a step for its end`,
      '"optimiser": { "kind": "adam", "learningRate": 0.005 },', `"validateEvery": ${every}`,
    ],
    samples: [`"every": ${every},`, `"length": ${longest + 1},`, '"temperature": 1'],
  };
  const reason = `${counted(sequences, 'sequence')} of ${counted(labels.length, 'label')} (${told})${between(names)}, of ${counted(longest, 'character')} at most${hasHeader ? '; its first line looks like names of columns, and is read as one more sequence: take it out' : ''}`;
  return [
    {
      title: 'Tell the label of a sequence, and write more of each', model: `LSTM of ${units} units, conditioned on the label`, reason,
      text: experimentText({ ...draft, name: stemOf(file), description: 'A model that is told the label learns to write such sequences; which label makes a sequence likeliest classifies it.', model: model('"context": { "as": "input" } // the label is read at every step; or "initialState", or "both"') }),
    },
    {
      title: 'Write sequences like these, whatever the label', model: `LSTM of ${units} units`, reason: `${formatNumber(sequences)} sequences; the label is not read`,
      text: experimentText({ ...draft, name: stemOf(file), description: 'A model learns to write such sequences, and knows nothing of their labels.', model: model('"context": { "as": "none" } // "input": the label is read at every step') }),
    },
  ];
}
