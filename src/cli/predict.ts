import { stdout } from 'node:process';
import { numpyProgram } from '../core/checkpoint/numpyProgram.ts';
import type { NumberTable } from '../core/data/numberTable.ts';
import { inTurns } from '../core/math/turns.ts';
import { SpecError } from '../core/spec/problem.ts';
import { counted } from '../core/spec/wording.ts';
import { float64Step } from '../engine/reservoir/float64Step.ts';
import { breather } from '../worker/breather.ts';
import { classesIn } from '../worker/lab/classCheckpoint.ts';
import type { ClassMemory } from '../worker/lab/classCheckpoint.ts';
import type { StepOf } from '../worker/lab/echoStateSteps.ts';
import { predictingClasses } from '../worker/lab/predictClasses.ts';
import type { SeriesClass } from '../worker/lab/predictClasses.ts';
import { checkArrays, namesRead, predictingSeries, saidFrom, washoutOf } from '../worker/lab/predictSeries.ts';
import type { SeriesPrediction } from '../worker/lab/predictSeries.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readTables } from '../worker/node/readTables.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { EsnProgress } from './esnProgress.ts';

const options = { after: { type: 'string' }, python: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** `unfold predict CKPT SERIES …` @throws Complaint, or Error, a sentence */
export async function predict(args: string[]): Promise<number> {
  const { files: [file, ...series], values: { after, python, json } } = readArguments(args, options, 'many');
  if (file === undefined) throw notValid('Which checkpoint? unfold predict CKPT SERIES');
  const checkpoint = await readCheckpoint(file);
  const { inputs, series: apart } = namesRead(checkpoint);
  if (python) {
    stdout.write(numpyProgram);
    return exitCodes.done;
  }
  if (series.length === 0) throw notValid('Which series? unfold predict CKPT SERIES');
  checkArrays(checkpoint, file);
  const classes = classesIn(checkpoint);
  if (after !== undefined && (series.length > 1 || apart !== '' || classes)) throw notValid('--after FILE takes one series, whose rows follow on those of that file.');
  const { data, training } = checkpoint.experiment;
  if (training.readout.kind === 'force' && data.kind === 'series' && data.itself) console.error('This network learnt by FORCE to go on by itself; here it reads the columns at each row. unfold sample lets it go on.');
  const wanted = [...inputs, ...(apart === '' ? [] : [apart]), ...(classes ? [classes.column] : [])];
  const [progress, breathe] = [new EsnProgress(), breather()];
  const turn = async (share: number): Promise<void> => {
    progress.predicting(share);
    await breathe();
  };
  const workspace = await (await reservoirKernels(__dirname, 1))();
  const stepOf: StepOf = reservoir => float64Step(workspace, reservoir);
  const files = [...(after === undefined ? [] : [after]), ...series];
  const { said, washout } = await readTables(files, wanted, progress.reading(files, breathe)).then(async (table) => {
    if (classes) return ofClasses(await inTurns(predictingClasses(checkpoint, classes, table, stepOf), turn), classes, json);
    const predicting = async (rows: NumberTable): Promise<SeriesPrediction> => inTurns(predictingSeries(checkpoint, rows, stepOf), turn);
    const washout = washoutOf(checkpoint);
    return after === undefined ? ofRows(await predicting(table), { ...table, washout, begin: 0 }, json) : ofRowsAfter(table, predicting, washout, json);
  }).catch((error: unknown) => {
    throw error instanceof SpecError ? notValid(error.message) : error;
  }).finally(() => progress.end());
  if (washout > 0) console.error(`The first ${counted(washout, 'row')} of each series ${washout === 1 ? 'is its' : 'are its'} washout: the state begins at 0, and what is said there is not to be relied on.`);
  stdout.write(`${said}\n`);
  return exitCodes.done;
}

/** What is printed, and of how many rows the state is not in its stride yet. */
interface Said {
  readonly said: string;
  readonly washout: number;
}

function ofClasses(series: readonly SeriesClass[], { column, names }: ClassMemory, json: boolean): Said {
  return { said: json ? JSON.stringify({ column, classes: names, series }) : classesInRows(series, column), washout: 0 };
}

/** What a prediction was made of. */
interface Source extends Pick<NumberTable, 'files' | 'fileNames' | 'rows'> {
  readonly washout: number;
  /** Rows before the first of the file, at which its first are spoken of. */
  readonly begin: number;
}

/** Of two files that are one series, what is said of the rows of the second. */
async function ofRowsAfter({ files = [], fileNames: _, ...whole }: NumberTable, predicting: (rows: NumberTable) => Promise<SeriesPrediction>, washout: number, json: boolean): Promise<Said> {
  const [first, predicted] = [files[0]!, await predicting(whole)];
  const begin = Math.min(first, predicted.horizon);
  return ofRows(saidFrom(first - begin, predicted), { rows: whole.rows, washout: Math.max(0, washout - first + begin), begin }, json);
}

function ofRows(predicted: SeriesPrediction, source: Source, json: boolean): Said {
  return { said: json ? inJson(predicted, source) : inRows(predicted, source), washout: source.washout };
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
function inRows(predicted: SeriesPrediction, { files = [], fileNames, begin: own }: Source): string {
  const all = [predicted, ...predicted.more].map(each => ({ ...each, answers: answersOf(predicted, each) }));
  const rows = predicted.segments.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => {
    const [t, spoken] = [from + i, from + i + predicted.horizon];
    const file = files.filter(begin => begin <= t).length;
    const begin = file === 0 ? own : files[file - 1]!;
    const row = predicted.segments.length === 1 || spoken < to ? String(spoken - begin) : `${to - 1 - begin}+${spoken - to + 1}`;
    return [...(fileNames ? [fileNames[file]!] : []), row, ...all.flatMap(({ answers, prediction }) => [...(answers ? [answers[t] ?? ''] : []), prediction[t]!])].join('\t');
  }));
  const names = all.flatMap(({ column, answers }) => [...(answers ? [column] : []), all.length > 1 ? `prediction of ${column}` : 'prediction']);
  return [[...(fileNames ? ['file'] : []), 'row', ...names].join('\t'), ...rows].join('\n');
}

/** The answers of one series as far as there are any; of several one for each prediction, null beyond the end of its series. Of several files, how many predictions are of each. */
function inJson(predicted: SeriesPrediction, { files = [], fileNames, rows, begin, washout }: Source): string {
  const { column, horizon, segments, more } = predicted;
  const listed = (each: Column) => {
    const answers = answersOf(predicted, each);
    const target = segments.length === 1 ? answers?.filter(answer => answer !== undefined) : answers?.map(answer => answer ?? null);
    return { prediction: Array.from(each.prediction), ...(target && { target }) };
  };
  return JSON.stringify({ column, horizon, start: horizon - begin, washout, ...(fileNames && { files: fileNames.map((file, i) => ({ file, rows: (files[i] ?? rows) - (files[i - 1] ?? 0) })) }), ...listed(predicted), ...(more.length > 0 && { more: more.map(each => ({ column: each.column, ...listed(each) })) }) });
}
