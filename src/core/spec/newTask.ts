import { inJavaScript } from './inJavaScript.ts';

/** What a new task may be written from, and what that is. */
export const taskTemplates = {
  echo: 'Numbers in, numbers out at each step: what was heard a while ago.',
  adding: 'Numbers in, one number at the end: the sum of two that were marked.',
  order: 'Symbols in, a class at the end: the order of two that came long ago.',
  grammar: 'Symbols in, the next symbol at each step, as a language model is asked.',
  roman: 'A source in, an answer out, symbol by symbol: Roman numerals.',
  logic: 'Trees in, a class at the root: the value of a logical expression.',
} as const;

export type TaskTemplate = keyof typeof taskTemplates;

/** A task to be written into a folder. */
export interface NewTask {
  readonly name: string;
  readonly from: TaskTemplate;
  /** JavaScript rather than TypeScript. */
  readonly js: boolean;
}

/** Where in the folder the task goes, the test beside it, the types it needs, and an experiment that uses it. */
export function newTaskFiles({ name, js }: Pick<NewTask, 'name' | 'js'>): { task: string; test: string; types: string; experiment: string } {
  const ending = js ? 'js' : 'ts';
  return { task: `tasks/${name}.${ending}`, test: `tasks/${name}.test.${ending}`, types: 'tasks/unfold.d.ts', experiment: `${name}.unfold.json` };
}

/** Why a task cannot have this name, as a sentence; undefined where it can. */
export function problemOfTaskName(name: string): string | undefined {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(name) ? undefined : 'The name of a task is that of its file: letters, digits, - and _.';
}

/** The text of its file, or of its test. @param template that of the one it is written from */
export function newTaskText(template: string, { name, from, js }: NewTask): string {
  const text = template.replace(`from './${from}'`, `from './${name}${js ? '.js' : ''}'`);
  return js ? inJavaScript(text) : text;
}

/** What stands beside each in its experiment. */
const options: Readonly<Partial<Record<TaskTemplate, string>>> = { echo: ',\n    // Whatever stands here comes to the task\'s function as `options`.\n    "delay": 5' };

/** What a model has to be for a task: a plain one; one that reads a source before it writes; one that goes along trees. */
type Pattern = 'layers' | 'encoder' | 'trees';

const patterns: Readonly<Partial<Record<TaskTemplate, Pattern>>> = { roman: 'encoder', logic: 'trees' };

const models: Readonly<Record<Pattern, string>> = {
  layers: `// What the output is, and the loss, follow from what the task asks for.
    "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 32 }]`,
  encoder: `// The encoder reads the source; the layers write the answer, each symbol from those before it.
    "encoder": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 32 }], "attention": { "kind": "additive", "size": 32 } },
    "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 32 }]`,
  trees: `// All nodes of one height are a step: each reads its symbol, and the states of its children.
    "layers": [{ "cell": { "kind": "treeLstm", "variant": "nary", "arity": 2 }, "hiddenSize": 32 }]`,
};

/** What a task that somebody wrote asks for, as far as its text tells without running it. */
export const patternOf = (text: string): Pattern => (/^\s*answer\s*:/m.test(text) ? 'encoder' : /^\s*trees\s*:/m.test(text) ? 'trees' : 'layers');

/** An experiment that trains on a task within a minute. @param file the path of the task, from the experiment's folder @param from what it begins as */
export const newTaskExperiment = (name: string, file: string, from: TaskTemplate): string => taskExperiment(name, file, patterns[from] ?? 'layers', options[from]);

export function taskExperiment(name: string, file: string, pattern: Pattern, beside = ''): string {
  return `{
  "name": ${JSON.stringify(name)},
  "description": "A task of my own.",
  "data": {
    // The file draws the sequences, to train on and others to validate with; the same seed draws the same.
    "kind": "task",
    "task": ${JSON.stringify(`./${file}`)}${beside}
  },
  "model": {
    ${models[pattern]}
  },
  "training": { "steps": 1000, "batchSize": 32, "tau": 20, "optimiser": { "kind": "adam", "learningRate": 0.005 } }
}
`;
}
