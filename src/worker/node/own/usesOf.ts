import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OwnSizes } from '../../../core/cells/own.ts';
import { depthOf } from '../../../core/spec/chains.ts';
import type { ResolvedExperiment } from '../../../core/spec/experiment.ts';
import { readings } from '../../../core/spec/memory.ts';
import { needsOf } from '../../../core/spec/needs.ts';
import { ownTask } from '../../../core/spec/ownTask.ts';
import { experimentName, readExperiment } from '../../../core/spec/read.ts';
import { isTaskText } from '../../../protocol/cellChecks.ts';

/** How a cell or a task is used. */
export type Use = CellUse | TaskUse;

interface Used {
  /** From where its file is named. */
  readonly folder: string;
  /** The experiment that uses it, where there is one. */
  readonly experiment?: string;
}

export interface CellUse extends Used {
  readonly kind: 'cell';
  readonly sizes: OwnSizes;
  /** Of a large cell, which takes long to look at: those with which it is looked at where it makes steps of them. */
  readonly smaller?: OwnSizes;
  /** Whether the experiment may use it with other sizes: how many columns data has may only be known once it is read. */
  readonly isSupposed?: boolean;
}

export interface TaskUse extends Used {
  readonly kind: 'task';
  readonly options: Readonly<Record<string, unknown>>;
  /** Steps of its longest sequences; undefined where no experiment says. */
  readonly tau: number | undefined;
}

const inputSize = 3;
const hiddenSize = 32;

/** Larger cells are first looked at with as many units as one has of which nothing is known: they would take too long. */
const mostUnits = 256;

/** How many folders above the file an experiment may lie that names it. */
const heights = 3;

/** How the first experiment that is near uses a file; where none does, a cell as a first layer of 32 units, a task without options. */
export async function useOf(file: string): Promise<Use> {
  const isTask = isTaskText(await readFile(file, 'utf8').catch(() => ''));
  const found = isTask ? await nearest(file, taskIn) : await nearest(file, cellIn);
  if (found) return found;
  const beside = dirname(file);
  const folder = ['cells', 'tasks'].includes(basename(beside)) ? dirname(beside) : beside;
  return isTask ? { kind: 'task', folder, options: {}, tau: undefined } : { kind: 'cell', folder, sizes: { inputSize, hiddenSize, options: {} } };
}

/** What the first experiment that names a file, in its folder or above it, says of it. */
async function nearest<U extends object>(file: string, look: (experiment: ResolvedExperiment, isIt: (own: string) => boolean) => U | undefined): Promise<(U & Used) | undefined> {
  let folder = dirname(file);
  for (let height = 0; height < heights; height++, folder = dirname(folder)) {
    for (const name of (await readdir(folder).catch(() => [])).filter((each) => each.endsWith('.unfold.json')).sort()) {
      const [experiment, here] = [join(folder, name), folder];
      const text = await readFile(experiment, 'utf8').catch(() => '');
      const reading = text.includes(basename(file)) ? readExperiment(text, { name: experimentName(experiment) }) : undefined;
      const use = reading?.ok ? look(reading.experiment, (own) => resolve(here, own) === file) : undefined;
      if (use) return { folder, experiment, ...use };
    }
  }
  return undefined;
}

function taskIn(experiment: ResolvedExperiment, isIt: (own: string) => boolean): Pick<TaskUse, 'kind' | 'options' | 'tau'> | undefined {
  const task = ownTask(experiment);
  return task && isIt(task.file) ? { kind: 'task', options: task.options, tau: experiment.training.tau } : undefined;
}

function cellIn(experiment: ResolvedExperiment, isIt: (own: string) => boolean): Pick<CellUse, 'kind' | 'sizes' | 'smaller' | 'isSupposed'> | undefined {
  const { model, data } = experiment;
  const firsts = [model.encoder?.layers[0], model.layers[0]];
  const found = readings(experiment, needsOf(data).sizes).find(({ layer: { cell: each } }) => each.kind === 'own' && isIt(each.file));
  if (found?.layer.cell.kind !== 'own') return undefined;
  const { layer, layer: { hiddenSize: n, cell: { options } } } = found;
  const isDeep = depthOf(layer).input > 0;
  const width = isDeep ? n : found.width;
  const isKnown = (data.kind === 'task' && data.task !== 'own') || data.kind === 'series' || isDeep || !firsts.includes(layer);
  const sizes = { inputSize: isKnown ? width : inputSize, hiddenSize: n, options };
  const [smallerInput, smallerHidden] = [sizes.inputSize, n].map((size) => (size > mostUnits ? hiddenSize : size)) as [number, number];
  const isLarge = smallerInput !== sizes.inputSize || smallerHidden !== n;
  return { kind: 'cell', sizes, ...(isLarge && { smaller: { inputSize: smallerInput, hiddenSize: smallerHidden, options } }), isSupposed: !isKnown };
}
