import { counted } from '../spec/wording.ts';
import type { Proposal } from '../spec/proposal.ts';
import { experimentText, quoted, stemOf, steps } from './experimentText.ts';
import type { TreesProfile } from './profile.ts';

/** Matrices of places beyond that are used by few nodes. */
const mostPlaces = 8;

/** Along the tree by a Tree-LSTM, by the plain recursive network, and, to compare, from word to word. */
export function proposeTrees(profile: TreesProfile, file: string): Proposal[] {
  const { trees, labels, arity, format } = profile;
  const reason = `${counted(trees, 'tree')} of ${counted(labels, 'label')}${format === 'sentiment' ? ', one at each node' : ''}, of ${counted(profile.nodes, 'node')} at most`;
  const title = format === 'sentiment' ? 'Find the label of each node' : 'Find the label of a tree';
  const along = format === 'sentiment' ? 'each' : 'last';
  const places = Math.max(2, arity);
  return [
    { title, model: 'Tree-LSTM of 32 units', reason, text: text(profile, file, `"kind": "treeLstm"${arity <= 2 ? ', "variant": "nary", "arity": 2' : ''}`, along, 'parsed') },
    ...places <= mostPlaces ? [{ title, model: 'plain recursive network of 32 units', reason: `section 10.6: a matrix for each of ${places} places among the children`, text: text(profile, file, `"kind": "recursive", "arity": ${places}`, along, 'parsed') }] : [],
    { title: 'Find the label of a tree, read as a sequence', model: 'LSTM of 32 units', reason: `to compare: word by word, ${profile.words} at most, without the tree`, text: text(profile, file, '"kind": "lstm"', 'last', 'chain') },
  ];
}

function text({ format, trees, nodes, words }: TreesProfile, file: string, cell: string, output: 'each' | 'last', shape: 'parsed' | 'chain'): string {
  const { lines, every } = steps(400);
  return experimentText({
    name: `${stemOf(file)}${shape === 'chain' ? ', word by word' : ''}`, description: shape === 'chain' ? 'The words of the trees, read from left to right.' : 'Labels of trees, found from the leaves up to the root.',
    data: ['"kind": "trees",', `"file": ${quoted(file)}, // ${counted(trees, 'tree')}`, `"format": "${format}",`, `"shape": "${shape}", // or "parsed", "balanced", "chain"`, '"validation": 0.1'],
    model: [`"layers": [{ "cell": { ${cell} }, "hiddenSize": 32 }],`, `"output": "${output}" // ${output === 'each' ? 'an answer at every node; "last" at the root alone' : 'one answer, at the root'}`],
    training: [
      ...lines, `"batchSize": ${Math.min(32, trees)},`, `"tau": ${Math.max(1, shape === 'chain' ? words : nodes)}, // as many as the largest tree has`,
      '"optimiser": { "kind": "adam", "learningRate": 0.01 },', '"schedule": { "kind": "cosine", "final": 0.05 },', '"clip": { "kind": "norm", "threshold": 1 },', `"validateEvery": ${every}`,
    ],
    samples: [`"every": ${every}`],
  });
}
