import { learntRows, type Segment } from '../data/segments.ts';
import { SpecError } from '../spec/problem.ts';
import { counted } from '../spec/wording.ts';
import type { Proposal } from '../spec/proposal.ts';
import { aimsOf, type Aim } from './aims.ts';
import { experimentText, named, quoted, stemOf, steps, type Draft } from './experimentText.ts';
import { memoryOf, windowOf } from './memory.ts';
import type { TableProfile } from './profile.ts';

/** Rows of a series without which there is nothing to forecast from. */
const leastRows = 8;
/** Rows that a reservoir reads at a time. */
const mostAtOnce = 10_000;
const mostSideBySide = 16;

/** Each aim by an LSTM, and the first that is of numbers also by an echo state network. @throws SpecError where there are too few rows */
export function proposeTable(table: TableProfile, file: string): Proposal[] {
  const longest = longestOf(lengthsOf(table));
  if (longest < leastRows) {
    const what = table.series ? `the longest of its series ("${table.series.name}")` : 'it';
    throw new SpecError(`${table.file} is too short: ${what} has ${counted(longest, 'row')}, and a forecast takes ${leastRows} at least.`, ['data', 'file']);
  }
  const aims = aimsOf(table);
  const echoed = aims.find(({ binary }) => !binary);
  return aims.flatMap(aim => [byLstm(table, aim, file), ...aim === echoed ? [byEchoState(table, aim, file)] : []]);
}

const lengthsOf = ({ series, rows }: TableProfile): readonly number[] => series?.lengths ?? [rows];
/** A table may have more series than a call takes arguments. */
const longestOf = (lengths: readonly number[]): number => lengths.reduce((most, length) => Math.max(most, length), 0);
const median = (lengths: readonly number[]): number => [...lengths].sort((a, b) => a - b)[Math.floor(lengths.length / 2)]!;
/** The share that is kept for validation: more of little. */
const keptOf = ({ rows }: TableProfile): number => (rows < 200 ? 0.2 : 0.1);
/** Rows of one series that are trained on. */
const trainedOf = (table: TableProfile): number => (table.series ? median(table.series.lengths) : table.rows - Math.floor(table.rows * keptOf(table)));

function byLstm(table: TableProfile, aim: Aim, file: string): Proposal {
  const trained = trainedOf(table);
  const { tau, why } = windowIn(table, aim, trained);
  const short = trained < 500;
  const units = trained < 2000 ? 32 : 64;
  const { lines, every } = steps(short ? 400 : 1000);
  const each = !aim.itself;
  const text = experimentText({
    ...head(table, aim, file, 'An LSTM'),
    model: [`"layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": ${units} }],`, `"output": "${each ? 'each" // an answer at every row; "last" reads a whole window before it answers' : 'last" // reads the whole window, then answers once; "each" answers after every row'}`],
    training: [
      ...lines, `"batchSize": ${Math.max(1, Math.min(32, trained - tau))}, // windows, drawn anywhere in the rows to train on`, `"tau": ${tau}, // rows of a window: ${why}`,
      ...aim.binary ? ['"loss": "binaryCrossEntropy", // the answer is the probability of 1'] : [],
      '"optimiser": { "kind": "adam", "learningRate": 0.005 },', '"schedule": { "kind": "cosine" }, // large steps first, ever smaller ones to settle', `"validateEvery": ${every}`,
    ],
    samples: [`"every": ${every}`],
  });
  return { title: aim.title, model: `LSTM of ${units} units`, reason: `${sizeOf(table)}; window ${tau}, ${why}`, text };
}

function byEchoState(table: TableProfile, aim: Aim, file: string): Proposal {
  const { series } = table;
  const trained = trainedOf(table);
  const tau = Math.min(mostAtOnce, series ? longestOf(series.lengths) : trained - Number(aim.itself));
  const washout = Math.min(100, Math.floor((series ? median(series.lengths) : tau) / 10));
  const units = Math.max(20, Math.min(300, Math.floor(trained * (series?.lengths.length ?? 1) / 4)));
  const windows = windowsOf(table, { tau, washout, horizon: Number(aim.itself) });
  const updates = Math.ceil(windows / mostSideBySide);
  const text = experimentText({
    ...head(table, aim, file, 'An echo state network'),
    model: [
      '"layers": [{', '  // Drawn once and never learnt: only what is read out of it is.', '  "cell": { "kind": "reservoir", "spectralRadius": 0.9, "density": 0.1, "inputScaling": 0.5, "bias": 0.2 },', `  "hiddenSize": ${units}`, '}],', '"output": "each"',
    ],
    training: [
      `"steps": ${updates}, // all that is learnt from, and one solution`, `"batchSize": ${Math.ceil(windows / updates)},`, `"tau": ${tau}, // rows that are read at a time`,
      `"readout": { "kind": "ridge", "lambda": 1e-6, "washout": ${washout} },`, '"validateEvery": 1',
    ],
    samples: ['"every": 1'],
  });
  return { title: aim.title, model: `echo state network of ${units} units`, reason: `${sizeOf(table)}; solved at once, no gradient (section 10.8)`, text };
}

/** Windows, one after another, that cover the series that are trained on; those of a table of which the beginning was looked at, about. */
function windowsOf(table: TableProfile, { tau, washout, horizon }: { tau: number; washout: number; horizon: number }): number {
  const covering = (length: number): number => Math.max(0, Math.ceil((length - horizon - washout) / tau)); // none that are washed out whole
  if (!table.series) return Math.max(1, covering(trainedOf(table)));
  let to = 0;
  const segments = table.series.lengths.map((length): Segment => ({ from: to, to: to += length }));
  const learnt = learntRows(segments, keptOf(table));
  const seen = segments.reduce((sum, { from, to: end }) => (from < learnt ? sum + covering(end - from) : sum), 0);
  return Math.max(1, Math.ceil(seen * table.rows / to));
}

function head(table: TableProfile, { names, inputs, itself, title }: Aim, file: string, who: string): Pick<Draft, 'name' | 'description' | 'data'> {
  const [column, ...targets] = names;
  const list = (columns: readonly string[]): string => `[${columns.map(quoted).join(', ')}]`;
  const left = table.columns.filter(({ role }) => role === 'leftOut').slice(0, 6).map(({ name, why }) => `${named(name)} ${shortened(why!)}`);
  return {
    name: `${stemOf(file)}: ${title}`, description: `${who}: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`,
    data: [
      ...left.length > 0 ? [`// Left out: ${left.join('; ')}.`] : [],
      '"kind": "series",', `"file": ${quoted(file)}, // ${sizeOf(table)}`,
      ...table.series ? [`"series": ${quoted(table.series.name)}, // rows of one value are a series of their own; whole ones, the last, are kept for validation`] : [],
      `"column": ${quoted(column!)},`, ...targets.length > 0 ? [`"targets": ${list(targets)}, // forecast beside it`] : [],
      ...inputs.length > 0 ? [`"inputs": ${list(inputs)}, // ${itself ? 'read as well; leave out what a forecast has to do without' : 'what it is made of'}`] : [],
      ...itself ? ['"horizon": 1, // rows ahead'] : ['"itself": false, // the model does not read what it is asked for', '"horizon": 0, // of the same row'],
      `"validation": ${keptOf(table)} // the share at the end that is never trained on`,
    ],
  };
}

/** A sentence within another, on one line. */
function shortened(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ').replace(/\.$/, '');
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}

function sizeOf({ rows, isWhole, series }: TableProfile): string {
  return `${isWhole ? '' : 'about '}${counted(isWhole ? rows : Number(rows.toPrecision(2)), 'row')}${series ? ` in ${counted(series.lengths.length, 'series', 'series')}` : ''}`;
}

/** As long as the series' past asks for and its rows allow: two windows at least. */
function windowIn({ rowSeconds }: TableProfile, { column, itself }: Aim, trained: number): { tau: number; why: string } {
  const memory = memoryOf(column.values!);
  const known = durationOf(memory.season, rowSeconds);
  const season = known?.rows ?? memory.season;
  const most = Math.max(2, Math.floor((trained - Number(itself)) / 2));
  const wanted = windowOf({ fades: memory.fades, ...(season !== undefined && { season }) });
  if (wanted > most) return { tau: most, why: 'as long as so few rows allow' };
  return { tau: wanted, why: season === undefined ? `its past fades within ${counted(memory.fades, 'row')}` : seasons(wanted, season, known) };
}

interface Duration {
  readonly rows: number;
  readonly one: string;
  readonly many: string;
}

const durations: readonly (readonly [seconds: number, one: string, many: string])[] = [[60, 'a minute', 'minutes'], [3600, 'an hour', 'hours'], [86_400, 'a day', 'days'], [604_800, 'a week', 'weeks'], [2_629_800, 'a month', 'months'], [31_557_600, 'a year', 'years']];

/** What people call a season of about so many rows: it is that, then. */
function durationOf(season: number | undefined, rowSeconds: number | undefined): Duration | undefined {
  if (season === undefined || rowSeconds === undefined) return undefined;
  const [found] = durations.filter(([seconds]) => Math.abs(season * rowSeconds / seconds - 1) < 0.04);
  return found && { rows: Math.round(found[0] / rowSeconds), one: found[1], many: found[2] };
}

/** `two days of 24 rows`; without dates `twice the 24 rows after which it repeats`. */
function seasons(tau: number, season: number, known: Duration | undefined): string {
  const [one, times] = [known ? `${known.one} of ${season} rows` : `the ${season} rows after which it repeats`, tau / season];
  if (times < 1) return `a part of ${one}`;
  if (times === 1) return one;
  return known ? `${times === 2 ? 'two' : times} ${known.many} of ${season} rows` : `${times === 2 ? 'twice' : `${times} times`} ${one}`;
}
