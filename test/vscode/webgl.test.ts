import assert from 'node:assert/strict';
import type { Checkpoint } from '../../src/core/checkpoint/checkpoint.ts';
import { openData } from '../../src/core/data/open.ts';
import { isOfTrees } from '../../src/core/spec/chains.ts';
import type { CellSpec, Experiment, LayerSpec, ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import { startTfjs } from '../../src/engine/tfjs/backends.ts';
import type { RemoteEngine } from '../../src/engine/remote/remoteEngine.ts';
import type { WholeStart } from '../../src/worker/ownNotes.ts';
import { prepareTrainer } from '../../src/worker/prepareTrainer.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { withPanelEngine } from './lib/panelEngine.ts';
import { suite, test } from './lib/runner.ts';

const steps = 20;
/** Of a stack whose cells have been held to the others: around them stand an input, an output and a loss that the LSTM is held to for as long. */
const fewSteps = 5;
/** Of the loss, relative. */
const tolerance = 1e-3;

type Layer = Partial<Omit<LayerSpec, 'cell'>> & { readonly cell: Partial<CellSpec> & Pick<CellSpec, 'kind'> };

/** Cells that differ only in their equations stand one above another: what takes its time is to make the programs of the graphics card. */
const models: Readonly<Record<string, readonly Layer[]>> = {
  'tanh': [{ cell: { kind: 'tanh' } }],
  'LSTM': [{ cell: { kind: 'lstm' } }],
  'GRU, reset before': [{ cell: { kind: 'gru', reset: 'before' } }],
  'GRU, reset after': [{ cell: { kind: 'gru', reset: 'after' } }],
  'relu, leaky units with learnt α, skip through time': [{ cell: { kind: 'relu' } }, { cell: { kind: 'leaky', learnAlpha: true } }, { cell: { kind: 'skip', delay: 3 } }],
  'leaky units, α spread': [{ cell: { kind: 'leaky', alpha: { kind: 'spread', from: 1, to: 10 } } }],
  'LSTMs with peepholes, coupled gates, layer-normalised': [{ cell: { kind: 'peepholeLstm' } }, { cell: { kind: 'coupledLstm' } }, { cell: { kind: 'layerNormLstm' } }],
  'minimal gated unit, tanh with layers of its own, GRU reading both ways': [
    { cell: { kind: 'minimalGated' } }, { cell: { kind: 'tanh' }, depth: { input: 1, hidden: 1, skip: true } }, { cell: { kind: 'gru' }, direction: 'both' },
  ],
  'clockwork modules under a time delay': [{ cell: { kind: 'clockwork', periods: [1, 2] } }, { cell: { kind: 'timeDelay', kernel: 3, dilation: 2 } }],
  'Tree-LSTMs of both kinds under a recursive net': [
    { cell: { kind: 'treeLstm' } }, { cell: { kind: 'treeLstm', variant: 'nary', arity: 2 } }, { cell: { kind: 'recursive', arity: 2 } },
  ],
  'Neural Turing machine under a memory network': [{ cell: { kind: 'ntm', slots: 6, width: 3 } }, { cell: { kind: 'memory', slots: 4, hops: 2 } }],
  'LSTM under GRU': [{ cell: { kind: 'lstm' } }, { cell: { kind: 'gru' } }],
};

const rows = Array.from({ length: 200 }, (_, i) => `${Math.sin(i / 5) + 0.1 * Math.sin(2 * i)},${Math.cos(i / 7)}`);
const names = Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'boy' : 'girl'}\t${['an', 'ben', 'cleo', 'dan'][i % 4]!}`).join('\n');
const files = filesOf({ 'whale.txt': 'the whale, the white whale, the sea and the ship. '.repeat(20), 'waves.csv': ['a,b', ...rows].join('\n'), 'names.tsv': names });

const tasks: Readonly<Record<string, { data: Experiment['data'] } & Partial<Experiment['model']>>> = {
  'text, output each': { data: { kind: 'text', file: 'whale.txt' } },
  'series, output last': { data: { kind: 'series', file: 'waves.csv', column: 'a', inputs: ['b'] } },
  'series, output each': { data: { kind: 'series', file: 'waves.csv', column: 'a', inputs: ['b'] }, output: 'each' },
  'adding, output last': { data: { kind: 'task', task: 'adding' } },
  'addition, with attention, half of what is read its own': {
    data: { kind: 'task', task: 'addition' },
    encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 3, direction: 'both' }], as: 'both', attention: { kind: 'additive', size: 5 } },
  },
  'names in context, with a halting unit': { data: { kind: 'labelled', file: 'names.tsv' }, context: { as: 'both' }, ending: 'halt' },
  'names, their length predicted': { data: { kind: 'labelled', file: 'names.tsv' }, ending: 'length' },
  'Mackey–Glass, its own output read': { data: { kind: 'task', task: 'mackeyGlass', horizon: 3 }, recurrence: 'both' },
  'ListOps': { data: { kind: 'task', task: 'listOps', arguments: 2, symbols: 5 } },
};

/** The losses of the first updates. Sizes are no powers of two, nor multiples of four. */
async function losses(engine: Engine, task: string, model: readonly Layer[], steps: number): Promise<number[]> {
  const { data, ...changes } = tasks[task]!;
  const layers = model.map((layer, index) => ({ ...layer, cell: layer.cell as CellSpec, hiddenSize: 5 + index }));
  const experiment = experimentOf({ data, model: { ...changes, layers }, training: { steps, batchSize: 3, tau: 5 } });
  const source = await openData(experiment, files);
  const compiled = await compileModel(experiment, source, engine);
  if (changes.encoder) compiled.set('teacherForcing', 0.5);
  const found: number[] = [];
  for (let i = 0; i < steps; i++) found.push((await compiled.run(source.next())).loss);
  compiled.dispose();
  return found;
}

/** These read and tell numbers, which have another input and another loss than classes. */
const ofNumbers = /^(?:series|adding,|Mackey–Glass)/;

/** What a task has computed around the cells; not which data it reads, and where the output is asked for. */
function around(task: string): string {
  const { data: _, output: __, ...changes } = tasks[task]!;
  return JSON.stringify([changes, ofNumbers.test(task)]);
}

/** @param before the tasks that the model was compared on */
function updatesOf(model: string, task: string, before: readonly string[]): number {
  if (before.length === 0) return steps;
  return model === 'LSTM' && !before.some(each => around(each) === around(task)) ? steps : fewSteps;
}

/** Each model reads classes and numbers, with an output at each step and at the last; each kind of data is read by one. What reads backward may not read a text. */
function tasksOf(model: string): readonly string[] {
  if (model === 'LSTM') return Object.keys(tasks);
  if (models[model]!.some(({ cell }) => isOfTrees({ cell: cell as CellSpec }))) return ['ListOps'];
  if (models[model]!.some(({ direction }) => direction !== undefined)) return ['series, output last', 'adding, output last'];
  return ['text, output each', 'series, output last'];
}

async function compare(cpu: Engine, webgl: RemoteEngine, model: string): Promise<void> {
  for (const [index, task] of tasksOf(model).entries()) {
    const count = updatesOf(model, task, tasksOf(model).slice(0, index));
    const [expected, found] = [await losses(cpu, task, models[model]!, count), await losses(webgl, task, models[model]!, count)];
    const error = Math.max(...found.map((loss, i) => Math.abs(loss - expected[i]!) / Math.abs(expected[i]!)));
    assert.ok(error <= tolerance, `${model}, ${task}: the losses differ by ${error}: ${found.join(' ')} ≠ ${expected.join(' ')}`);
    assert.equal(await webgl.tensors(), 0, `${model}, ${task}: tensors are left`);
  }
}

/** An update there, too small to change a number, of a run that begins with what was learnt here. */
async function beginThere(cpu: Engine, webgl: RemoteEngine): Promise<void> {
  const [file, optimiser] = ['a.safetensors', { kind: 'adam', learningRate: 1e-30 }] as const;
  const of = (training: object) => experimentOf({ data: { kind: 'text', file: 'whale.txt' }, model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 5 }] }, training: { steps: 3, batchSize: 3, tau: 5, validateEvery: 3, ...training } });
  const before = await trained(of({}), cpu);
  const after = await trained(of({ steps: 1, validateEvery: 1, optimiser, startFrom: { file } }), webgl, { file, fresh: [], checkpoint: before });
  const parametersOf = ({ tensors }: Checkpoint) => Object.entries(tensors).filter(([name]) => !name.includes('/')).map(([name, { data }]) => [name, [...data]]);
  assert.deepEqual(parametersOf(after), parametersOf(before));
  const error = Math.abs(after.validationLoss! / before.validationLoss! - 1);
  assert.ok(error <= tolerance, `the validation's losses differ by ${error}`);
}

async function trained(experiment: ResolvedExperiment, engine: Engine, begin?: WholeStart): Promise<Checkpoint> {
  const trainer = await prepareTrainer({ experiment, readFile: files, begin, choose: async () => ({ engine }) });
  for await (const _ of trainer);
  const last = await trainer.snapshot();
  trainer.dispose();
  return last;
}

suite('WebGL in a panel', () => {
  test(`of ${Object.keys(models).length} stacks of cells the losses are those of the CPU, ${steps} on the first task and, of the LSTM, on each with another input, loss or part of the model, ${fewSteps} on the others; a run there begins with the very parameters of a checkpoint`, async () => {
    const cpu = await startTfjs({ device: 'cpu', wasmPath: file => file, readKernels: () => Promise.reject(new Error('plain JavaScript needs none')) });
    await withPanelEngine(async webgl => {
      for (const model of Object.keys(models)) await compare(cpu, webgl, model);
      await beginThere(cpu, webgl);
    });
  }, { timeout: 400_000 });
});
