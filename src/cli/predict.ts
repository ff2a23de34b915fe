import { readFile } from 'node:fs/promises';
import { stdout } from 'node:process';
import { numpyProgram } from '../core/checkpoint/numpyProgram.ts';
import { openTable } from '../core/data/open.ts';
import { SpecError } from '../core/spec/problem.ts';
import { classesIn } from '../worker/lab/classCheckpoint.ts';
import { predictClasses } from '../worker/lab/predictClasses.ts';
import type { SeriesClass } from '../worker/lab/predictClasses.ts';
import { namesRead, predictSeries } from '../worker/lab/predictSeries.ts';
import type { SeriesPrediction } from '../worker/lab/predictSeries.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';

const options = { python: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** `unfold predict CKPT SERIES` @throws Complaint, or Error, a sentence */
export async function predict(args: string[]): Promise<number> {
  const { file, second: series, values: { python, json } } = readArguments(args, options, 2);
  if (file === undefined) throw notValid('Which checkpoint? unfold predict CKPT SERIES');
  const checkpoint = await readCheckpoint(file);
  const { inputs, series: apart } = namesRead(checkpoint);
  if (python) {
    stdout.write(numpyProgram);
    return exitCodes.done;
  }
  if (series === undefined) throw notValid('Which series? unfold predict CKPT SERIES');
  const { data, training } = checkpoint.experiment;
  if (training.readout.kind === 'force' && data.kind === 'series' && data.itself) console.error('This network learnt by FORCE to go on by itself; here it reads the columns at each row. unfold sample lets it go on.');
  const classes = classesIn(checkpoint);
  const wanted = [...inputs, ...(apart === '' ? [] : [apart]), ...(classes ? [classes.column] : [])];
  const said = await openTable(series, wanted, path => readFile(path)).then((table) => {
    if (classes) return json ? JSON.stringify({ column: classes.column, classes: classes.names, series: predictClasses(checkpoint, classes, table) }) : classesInRows(predictClasses(checkpoint, classes, table), classes.column);
    const predicted = predictSeries(checkpoint, table);
    return json ? inJson(predicted) : inRows(predicted);
  }).catch((error: unknown) => {
    throw error instanceof SpecError ? notValid(error.message) : error;
  });
  stdout.write(`${said}\n`);
  return exitCodes.done;
}

/** Each series by its name, what it is where the file says so, and what is said of it. */
function classesInRows(series: readonly SeriesClass[], column: string): string {
  const known = series.some(({ truth }) => truth !== undefined);
  return [['series', ...(known ? [column] : []), 'prediction'], ...series.map(({ name, truth, said }) => [name, ...(known ? [truth ?? ''] : []), said])].map(cells => cells.join('\t')).join('\n');
}

/** By the row that is spoken of, from 0; the last ones are beyond the file where the network looks ahead. */
function inRows({ horizon, more, ...first }: SeriesPrediction): string {
  const all = [first, ...more];
  const rows = Array.from(first.prediction, (_, t) => [t + horizon, ...all.flatMap(({ target, prediction }) => [...(target ? [target[t + horizon] ?? ''] : []), prediction[t]!])].join('\t'));
  const names = all.flatMap(({ column, target }) => [...(target ? [column] : []), more.length > 0 ? `prediction of ${column}` : 'prediction']);
  return [['row', ...names].join('\t'), ...rows].join('\n');
}

function inJson({ horizon, more, ...first }: SeriesPrediction): string {
  const listed = ({ prediction, target }: Omit<SeriesPrediction, 'horizon' | 'more'>) => ({ prediction: Array.from(prediction), ...(target && { target: Array.from(target.subarray(horizon)) }) });
  return JSON.stringify({ column: first.column, horizon, start: horizon, ...listed(first), ...(more.length > 0 && { more: more.map((each) => ({ column: each.column, ...listed(each) })) }) });
}
