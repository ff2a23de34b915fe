import { stdout } from 'node:process';
import { SpecError } from '../core/spec/problem.ts';
import { counted } from '../core/spec/wording.ts';
import type { ClassificationReport } from '../protocol/classes.ts';
import type { EchoStateOptions, Spread } from '../protocol/echoState.ts';
import { sizeOf, unitsOfAll } from '../protocol/reservoirLayers.ts';
import { breather } from '../worker/breather.ts';
import { classCheckpoint, classExperiment } from '../worker/lab/classCheckpoint.ts';
import { classifySeries } from '../worker/lab/classifySeries.ts';
import { readTables } from '../worker/node/readTables.ts';
import type { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { columnsNamed, echoStateOptions } from './esnOptions.ts';
import type { EsnValues } from './esnOptions.ts';
import { EsnProgress } from './esnProgress.ts';
import { describeSearch, searchFile, searchRequest } from './esnSearch.ts';
import { checkOut, saveFitted } from './saveFitted.ts';
import { table } from './table.ts';

export type OpenKernels = () => ReturnType<typeof reservoirKernels>;

/** `unfold esn SERIES --classes C`: the class of each series, told from its states as a whole. @throws Complaint */
export async function esnClasses(files: readonly string[], values: EsnValues, target: string, openKernels: OpenKernels): Promise<number> {
  const { pool = 'mean' } = values;
  if (pool !== 'mean' && pool !== 'last') throw notValid(`--pool takes mean or last, not "${pool}".`);
  const alone = (['target', 'horizon', 'feedback', 'readout', 'forgetting', 'step-size'] as const).find(option => values[option] !== undefined);
  if (alone !== undefined) throw notValid(`--${alone} is of numbers that are said at each row; --classes says one class of each series, by ridge regression.`);
  if (values['memory-capacity']) throw notValid('--memory-capacity is told of a network that says numbers, without --classes.');
  if (values.input === undefined) throw notValid('Which columns does it read? unfold esn SERIES --input A --classes C --series S');
  const named = { ...values, target: [target] };
  const wanted = columnsNamed(named);
  const request = searchRequest(values);
  if (values.out !== undefined) await checkOut(values.out);
  const progress = new EsnProgress();
  const begin = performance.now();
  try {
    const read = await readTables(files, wanted, progress.reading(files, breather()));
    const asked: EchoStateOptions = { ...echoStateOptions(named, read.header), pool };
    const search = request && await searchFile(read, asked, request);
    const options = { ...asked, ...search?.trials[search.ranking[0]!]?.settings };
    progress.say(`drawing ${counted(unitsOfAll(options), 'unit')}`);
    const fit = await classifySeries(read, options, pool, { openWorkspace: await openKernels(), breathe: breather(), onProgress: progress.fitting });
    progress.end();
    for (const warning of fit.report.warnings) console.error(warning);
    const seconds = (performance.now() - begin) / 1000;
    stdout.write(`${values.json ? JSON.stringify({ ...fit.report, seconds, search }) : [...(search ? [describeSearch(search)] : []), describe(fit.report)].join('\n')}\n`);
    if (values.out !== undefined) await saveFitted(values.out, files, seen => classCheckpoint(fit, classExperiment(fit, ...seen), seconds), fit.report.runs.map(({ seed }) => seed));
    return exitCodes.done;
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw error instanceof SpecError ? notValid(error.message) : new Complaint((error as Error).message);
  } finally {
    progress.end();
  }
}

function describe({ file, options, pool, classes, series, accuracy, confusion }: ClassificationReport): string {
  const states = pool === 'mean' ? 'the mean of its states' : 'its last state';
  return [
    `${file}: the class of a series ("${options.target}") from ${states}, reading ${options.inputs.join(', ')}; ${sizeOf(options)}, ${options.runs === 1 ? 'one network' : `mean and spread of ${options.runs} networks`}.`, '',
    ...table([['', 'right', 'series'], ['train', percent(accuracy.train), String(series.train)], ['test', percent(accuracy.test), String(series.test)]], 1), '',
    'Tested with, by what they are and what is said of them:', '', ...table([['', ...classes], ...classes.map((name, k) => [name, ...confusion[k]!.map(String)])], 1),
  ].join('\n');
}

function percent({ mean, spread }: Spread): string {
  return `${(100 * mean).toFixed(1)} %${spread === null ? '' : ` ± ${(100 * spread).toFixed(1)}`}`;
}
