import { stdout } from 'node:process';
import { numpyProgram } from '../core/checkpoint/numpyProgram.ts';
import type { NumberTable } from '../core/data/numberTable.ts';
import { inTurns } from '../core/math/turns.ts';
import { SpecError } from '../core/spec/problem.ts';
import { counted } from '../core/spec/wording.ts';
import { float64Step } from '../engine/reservoir/float64Step.ts';
import { breather } from '../worker/breather.ts';
import { classesIn } from '../worker/lab/classCheckpoint.ts';
import type { StepOf } from '../worker/lab/echoStateSteps.ts';
import { predictingClasses } from '../worker/lab/predictClasses.ts';
import type { SeriesClass } from '../worker/lab/predictClasses.ts';
import { checkArrays, namesRead, predictingSeries, washoutOf } from '../worker/lab/predictSeries.ts';
import type { SeriesPrediction } from '../worker/lab/predictSeries.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readTables } from '../worker/node/readTables.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { EsnProgress } from './esnProgress.ts';

const options = { python: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** `unfold predict CKPT SERIES …` @throws Complaint, or Error, a sentence */
export async function predict(args: string[]): Promise<number> {
  const { files: [file, ...series], values: { python, json } } = readArguments(args, options, 'many');
  if (file === undefined) throw notValid('Which checkpoint? unfold predict CKPT SERIES');
  const checkpoint = await readCheckpoint(file);
  const { inputs, series: apart } = namesRead(checkpoint);
  if (python) {
    stdout.write(numpyProgram);
    return exitCodes.done;
  }
  if (series.length === 0) throw notValid('Which series? unfold predict CKPT SERIES');
  checkArrays(checkpoint, file);
  const { data, training } = checkpoint.experiment;
  if (training.readout.kind === 'force' && data.kind === 'series' && data.itself) console.error('This network learnt by FORCE to go on by itself; here it reads the columns at each row. unfold sample lets it go on.');
  const [classes, washout] = [classesIn(checkpoint), washoutOf(checkpoint)];
  const wanted = [...inputs, ...(apart === '' ? [] : [apart]), ...(classes ? [classes.column] : [])];
  const [progress, breathe] = [new EsnProgress(), breather()];
  const turn = async (share: number): Promise<void> => {
    progress.predicting(share);
    await breathe();
  };
  const workspace = await (await reservoirKernels(__dirname, 1))();
  const stepOf: StepOf = reservoir => float64Step(workspace, reservoir);
  const said = await readTables(series, wanted, progress.reading(series, breathe)).then(async (table) => {
    if (classes) {
      const told = await inTurns(predictingClasses(checkpoint, classes, table, stepOf), turn);
      return json ? JSON.stringify({ column: classes.column, classes: classes.names, series: told }) : classesInRows(told, classes.column);
    }
    const predicted = await inTurns(predictingSeries(checkpoint, table, stepOf), turn);
    return json ? inJson(predicted, washout, table) : inRows(predicted, table);
  }).catch((error: unknown) => {
    throw error instanceof SpecError ? notValid(error.message) : error;
  }).finally(() => progress.end());
  if (!classes && washout > 0) console.error(`The first ${counted(washout, 'row')} of each series ${washout === 1 ? 'is its' : 'are its'} washout: the state begins at 0, and what is said there is not to be relied on.`);
  stdout.write(`${said}\n`);
  return exitCodes.done;
}

/** Each series by its name, what it is where the file says so, and what is said of it. */
function classesInRows(series: readonly SeriesClass[], column: string): string {
  const known = series.some(({ truth }) => truth !== undefined);
  return [['series', ...(known ? [column] : []), 'prediction'], ...series.map(({ name, truth, said }) => [name, ...(known ? [truth ?? ''] : []), said])].map(cells => cells.join('\t')).join('\n');
}

type Column = Pick<SeriesPrediction, 'column' | 'prediction' | 'target'>;

/** What each row's prediction is to come to; undefined where that is beyond its series. */
function answersOf({ horizon, segments }: SeriesPrediction, { target }: Column): (number | undefined)[] | undefined {
  return target && segments.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => (from + i + horizon < to ? target[from + i + horizon] : undefined)));
}

/** By the row that is spoken of, from 0 in its file; the last ones of a series are beyond it where the network looks ahead. */
function inRows(predicted: SeriesPrediction, { files = [], fileNames }: NumberTable): string {
  const all = [predicted, ...predicted.more].map(each => ({ ...each, answers: answersOf(predicted, each) }));
  const rows = predicted.segments.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => {
    const [t, spoken] = [from + i, from + i + predicted.horizon];
    const file = files.filter(begin => begin <= t).length;
    const begin = file === 0 ? 0 : files[file - 1]!;
    const row = predicted.segments.length === 1 || spoken < to ? String(spoken - begin) : `${to - 1 - begin}+${spoken - to + 1}`;
    return [...(fileNames ? [fileNames[file]!] : []), row, ...all.flatMap(({ answers, prediction }) => [...(answers ? [answers[t] ?? ''] : []), prediction[t]!])].join('\t');
  }));
  const names = all.flatMap(({ column, answers }) => [...(answers ? [column] : []), all.length > 1 ? `prediction of ${column}` : 'prediction']);
  return [[...(fileNames ? ['file'] : []), 'row', ...names].join('\t'), ...rows].join('\n');
}

/** The answers of one series as far as there are any; of several one for each prediction, null beyond the end of its series. Of several files, how many predictions are of each. */
function inJson(predicted: SeriesPrediction, washout: number, { files = [], fileNames, rows }: NumberTable): string {
  const { column, horizon, segments, more } = predicted;
  const listed = (each: Column) => {
    const answers = answersOf(predicted, each);
    const target = segments.length === 1 ? answers?.filter(answer => answer !== undefined) : answers?.map(answer => answer ?? null);
    return { prediction: Array.from(each.prediction), ...(target && { target }) };
  };
  return JSON.stringify({ column, horizon, start: horizon, washout, ...(fileNames && { files: fileNames.map((file, i) => ({ file, rows: (files[i] ?? rows) - (files[i - 1] ?? 0) })) }), ...listed(predicted), ...(more.length > 0 && { more: more.map(each => ({ column: each.column, ...listed(each) })) }) });
}
