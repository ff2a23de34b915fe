import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openData } from '../core/data/open.ts';
import type { DataSource } from '../core/data/source.ts';
import { sameAround } from '../core/graph/stepGraph.ts';
import type { Spread, StepTrace, StepTraces, StepValue } from '../core/graph/stepGraph.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkSameData } from '../core/train/sameData.ts';
import type { Start } from '../core/train/startFrom.ts';
import { traceSteps } from '../engine/traceSteps.ts';
import type { StepParameters } from '../engine/traceSteps.ts';
import { inStepOrder } from '../protocol/checkpointNames.ts';
import type { Inside } from '../protocol/panel.ts';
import { runFiles } from '../protocol/run.ts';
import { loadOwnCode } from '../worker/node/own/loadOwnCode.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readExperiment, runFolderOf } from '../worker/node/runFolder.ts';
import { readArguments, readNumber } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { complaintOf, openWithData } from './experimentFile.ts';
import { table } from './table.ts';

/** What is looked into. */
interface Subject {
  /** Its own cells have their code. */
  readonly experiment: ResolvedExperiment;
  readonly data: DataSource;
  readonly saved?: StepParameters;
  /** What it begins with, where nothing is saved and that is not drawn. */
  readonly begin?: Start;
}

/** `unfold step FILE`: the operations inside the steps of each cell of an experiment, of a run, or of a checkpoint. @throws Complaint */
export async function step(args: string[]): Promise<number> {
  const { file, values: { json, t } } = readArguments(args, { json: { type: 'boolean', default: false }, t: { type: 'string' } });
  if (file === undefined) throw notValid('Which experiment, run or checkpoint? unfold step FILE');
  try {
    const { experiment, data, saved, begin } = await subjectOf(file);
    const traces = await traceSteps(experiment, data, saved, begin);
    if (json) console.log(JSON.stringify({ experiment, inside: { traces, ...(saved && { at: saved.step }) } satisfies Inside }));
    else console.log(described(traces, t === undefined ? undefined : readNumber('t', t, 1, 1e6) - 1));
  } catch (error) {
    throw complaintOf(error);
  }
  return exitCodes.done;
}

async function subjectOf(file: string): Promise<Subject> {
  if ((await stat(file).catch(() => undefined))?.isDirectory()) return runOf(file);
  if (file.endsWith('.safetensors')) return runOf(runFolderOf(file), file);
  const opened = await openWithData(file);
  return { ...opened, ...await beginning(opened.experiment, dirname(resolve(file))) };
}

/** @param checkpoint left out, the newest; a run that has none yet is looked at as it began */
async function runOf(run: string, checkpoint?: string): Promise<Subject> {
  const { experiment, source } = await readExperiment(run);
  const newest = checkpoint ?? (await newestOf(run));
  const saved = newest === undefined ? undefined : await readCheckpoint(newest);
  const folder = dirname(resolve(run, source));
  const loaded = await loadOwnCode(saved?.experiment ?? experiment, folder, __dirname, { trainedIn: run });
  const data = await openData(loaded, name => readFile(resolve(folder, name)));
  if (saved === undefined) return { experiment: loaded, data, ...await beginning(loaded, folder) };
  checkSameData(saved, data);
  return { experiment: loaded, data, saved };
}

async function beginning({ training: { startFrom } }: ResolvedExperiment, folder: string): Promise<Pick<Subject, 'begin'>> {
  return startFrom ? { begin: { ...startFrom, checkpoint: await readCheckpoint(startFrom.file, folder) } } : {};
}

async function newestOf(run: string): Promise<string | undefined> {
  const name = inStepOrder(await readdir(join(run, runFiles.checkpoints)).catch(() => [])).at(-1);
  return name === undefined ? undefined : join(run, runFiles.checkpoints, name);
}

/** @param column of the unfolded graph; left out, the last in which a cell has a step */
function described(traces: StepTraces, column?: number): string {
  return Object.entries(traces).map(([name, trace]) => {
    const at = column ?? trace.of.findLastIndex(index => index >= 0);
    const graph = trace.graphs[trace.of[at] ?? -1];
    if (!graph) return `${name} has no step at t = ${at + 1}.`;
    const rows = graph.operations.map(({ op, inputs, shapes }, i) =>
      [String(i + 1), op, inputs.map(inWords).join(', '), shapes.map(shape => `[${shape.join(', ')}]`).join(' '), ...numbers(trace.values[at]?.[i] ?? null)]);
    const given = Object.entries(graph.results).map(([name, value]) => `${name} = ${inWords(value)}`);
    return [`${name}, at t = ${at + 1}, ${sameness(trace, at)}`, ...table([['', 'operation', 'of', 'gives', 'least', 'mean', 'greatest'], ...rows], 4), given.join(', ')].join('\n');
  }).join('\n\n');
}

function sameness(trace: StepTrace, at: number): string {
  if (trace.graphs.length === 1) return 'the same operations at every t';
  const { from, to } = sameAround(trace, at);
  return from === to ? 'where it computes otherwise than before and after' : `the same operations from t = ${from + 1} to ${to + 1}`;
}

const numbers = (spread: Spread | null): string[] => (spread ? spread.map(value => (value === null ? 'not finite' : String(value))) : ['', '', '']);

function inWords(value: StepValue): string {
  switch (value.kind) {
    case 'x': return 'x';
    case 'state': return `${value.name} before`;
    case 'child': return `${value.name} of child ${value.place + 1}`;
    case 'parameter': return value.name;
    case 'constant': return value.text;
    case 'operation': return `(${value.index + 1}${value.output > 0 ? `.${value.output + 1}` : ''})`;
  }
}
