import { withChanges } from './changes.ts';
import type { Changes } from './changes.ts';
import { inJavaScript } from './inJavaScript.ts';

/** What a new cell may be written from, and what that is. */
export const cellTemplates = {
  blank: 'A place to begin: h is a sum of x·U, h·W and b.',
  tanh: 'The plain recurrent network (10.8, 10.9): the least there is to a cell.',
  relu: 'The same with rectified linear units, W the identity at first: the IRNN (Le et al. 2015).',
  leaky: 'Leaky units (10.9.2): a share α of the old state stays.',
  leakySpread: 'Leaky units on several time scales: an α for each, by time constants from fast to slow.',
  leakyLearnt: 'Leaky units each of which learns its α.',
  gru: 'Gated recurrent unit (10.10.2), the reset gate after the product with W, as in PyTorch.',
  gruBefore: 'Gated recurrent unit (10.10.2), the reset gate before the product with W, as in the book.',
  minimalGated: 'Minimal gated unit (Zhou et al. 2016): a GRU with one gate.',
  lstm: 'Long short-term memory (10.10.1): a state c besides h.',
  peepholeLstm: 'LSTM whose gates see c (Gers & Schmidhuber 2000).',
  coupledLstm: 'LSTM with input and forget gate coupled (Greff et al. 2017).',
  layerNormLstm: 'LSTM with layer normalisation (Ba et al. 2016).',
  skip: 'A skip connection through time (10.9.1) of any delay: what was is handed on.',
  clockwork: 'Clockwork network (10.9.3): modules with clocks of their own, connections removed.',
  timeDelay: 'Time-delay network (10): a causal, dilated convolution over time, which reads no h.',
  feedforward: 'A feedforward layer, the same at each step (10.7).',
  perPosition: 'A feedforward network with parameters for each position (10), to compare with.',
  ntm: 'Neural Turing machine (10.12): an LSTM that writes to a memory and reads from it.',
  memory: 'End-to-end memory network (10.12): what was read stays in slots, and is looked up.',
} as const;

export type CellTemplate = keyof typeof cellTemplates;

/** A cell to be written into a folder. */
export interface NewCell {
  readonly name: string;
  readonly from: CellTemplate;
  /** JavaScript rather than TypeScript. */
  readonly js: boolean;
  /** What of the template is another here: the options of a cell that it stands for. */
  readonly changes?: Changes;
}

/** Where in the folder the cell goes, the test beside it, the types it needs, and an experiment that uses it. */
export function newCellFiles({ name, js }: NewCell): { cell: string; test: string; types: string; experiment: string } {
  const ending = js ? 'js' : 'ts';
  return { cell: `cells/${name}.${ending}`, test: `cells/${name}.test.${ending}`, types: 'cells/unfold.d.ts', experiment: `${name}.unfold.json` };
}

/** Why a cell cannot have this name, as a sentence; undefined where it can. */
export function problemOfCellName(name: string): string | undefined {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(name) ? undefined : 'The name of a cell is that of its file: letters, digits, - and _.';
}

/** The text of its file. @param template that of the one it is written from */
export function newCellText(template: string, cell: NewCell): string {
  return inItsLanguage(withChanges(template, cell.changes?.cell).replaceAll('cells/NAME.ts', newCellFiles(cell).cell), cell);
}

/** The text of the test beside it. @param template that of the one beside what it is written from */
export function newCellTestText(template: string, cell: NewCell): string {
  const imported = [`from './${cell.from}'`, `from './${cell.name}${cell.js ? '.js' : ''}'`] as const;
  return inItsLanguage(withChanges(template, [...cell.changes?.test ?? [], imported]), cell);
}

const inItsLanguage = (text: string, { js }: NewCell): string => (js ? inJavaScript(text) : text);

/** An experiment that trains a cell within a minute. @param file the path of the cell, from the experiment's folder */
export function newCellExperiment(name: string, file: string): string {
  return `{
  "name": ${JSON.stringify(name)},
  "description": "A cell of my own on the adding problem.",
  "data": {
    // Thirty random numbers pass by, two of them marked. The answer is asked for at the end: their sum. Always answering 1 costs 1/6.
    "kind": "task",
    "task": "adding"
  },
  "model": {
    // Whatever stands beside "kind" comes to the cell's function as \`options\`.
    "layers": [{ "cell": { "kind": ${JSON.stringify(`./${file}`)} }, "hiddenSize": 32 }]
  },
  "training": { "steps": 1000, "batchSize": 32, "tau": 30, "optimiser": { "kind": "adam", "learningRate": 0.003 } }
}
`;
}
