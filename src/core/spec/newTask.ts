/** What a new task may be written from, and what that is. */
export const taskTemplates = {
  echo: 'Numbers in, numbers out at each step: what was heard a while ago.',
  adding: 'Numbers in, one number at the end: the sum of two that were marked.',
  order: 'Symbols in, a class at the end: the order of two that came long ago.',
  grammar: 'Symbols in, the next symbol at each step, as a language model is asked.',
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

/** What templates say of types, which JavaScript does not. */
const types = [', type Random', ': Random', ': [string, number][][]', ': string[]', ': string', ': number'];

/** The text of its file, or of its test. @param template that of the one it is written from */
export function newTaskText(template: string, { name, from, js }: NewTask): string {
  const text = template.replace(`from './${from}'`, `from './${name}${js ? '.js' : ''}'`);
  return js ? types.reduce((all, type) => all.replaceAll(type, ''), text.replace(/^(.*)\n/, '$1\n// @ts-check\n')) : text;
}

/** What stands beside each in its experiment. */
const options: Readonly<Partial<Record<TaskTemplate, string>>> = { echo: ',\n    // Whatever stands here comes to the task\'s function as `options`.\n    "delay": 5' };

/** An experiment that trains on a task within a minute. @param file the path of the task, from the experiment's folder @param from what it begins as; left out, any */
export function newTaskExperiment(name: string, file: string, from?: TaskTemplate): string {
  return `{
  "name": ${JSON.stringify(name)},
  "description": "A task of my own.",
  "data": {
    // The file draws the sequences, to train on and others to validate with; the same seed draws the same.
    "kind": "task",
    "task": ${JSON.stringify(`./${file}`)}${(from && options[from]) ?? ''}
  },
  "model": {
    // What the output is, and the loss, follow from what the task asks for.
    "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 32 }]
  },
  "training": { "steps": 1000, "batchSize": 32, "tau": 20, "optimiser": { "kind": "adam", "learningRate": 0.005 } }
}
`;
}
