import type { Peer } from './entrants.ts';
import type { Row } from './rows.ts';
import { remembered, reservoirs } from './workloads.ts';

/** A figure to reach, and where among the rows it stands. */
export interface Target {
  readonly figure: string;
  /** Left out: only the most counts. */
  readonly least?: number;
  readonly most?: number;
  /** Hoped for rather than promised. */
  readonly stretch?: boolean;
  /** @returns undefined where it was not measured */
  read(rows: readonly Row[]): number | undefined;
}

type Which = Pick<Row, 'workload' | 'engine'> & Partial<Pick<Row, 'threads'>>;

const find = (rows: readonly Row[], which: Which): Row[] =>
  rows.filter(row => Object.entries(which).every(([key, value]) => row[key as keyof Which] === value));

/** The best of the rows meant: of thread counts, where none is named. */
function ratio(which: Which, peer: Peer): Target['read'] {
  return rows => best(find(rows, which).flatMap(row => row.ratio[peer] ?? []));
}

const best = (values: readonly number[]) => (values.length > 0 ? Math.max(...values) : undefined);
const worst = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : undefined);

/** One or two threads against PyTorch. */
function againstTorch(workload: string, threads: number, least: number, stretch = false): Target {
  const figure = `${workload}, ${threads === 1 ? 'one thread' : 'two threads'}: × PyTorch${threads === 1 ? ', one thread' : ' at its best of one and two'}`;
  return { figure, least, stretch, read: ratio({ workload, engine: 'planned', threads }, 'torch') };
}

const againstLayers = (workload: string): Target =>
  ({ figure: `${workload}, one thread: × stock tfjs layers on WASM`, least: 15, read: ratio({ workload, engine: 'planned', threads: 1 }, 'tfjs') });

const againstNumpy = (units: number, least: number, stretch = false): Target[] => ['sparse', 'dense'].map(kind => {
  const workload = `esn-${units}-${kind}`;
  return { figure: `${workload}: × numpy`, least, stretch, read: ratio({ workload, engine: 'reservoir' }, 'numpy') };
});

const linear = (size: 'tau' | 'B'): Target => ({
  figure: `cost ∝ ${size} to the power`, least: 0.9, most: 1.1,
  read: rows => find(rows, { workload: `scaling-${size}`, engine: 'planned' })[0]?.slope,
});

/** The smallest ratio over all models whose memory was measured, the figure being promised of each. */
const memory: Target = {
  figure: 'peak memory: times less than stock tfjs layers, the smallest of all models', least: 10,
  read: rows => worst(remembered.flatMap(({ name }) => find(rows, { workload: `memory-${name}`, engine: 'planned' }).flatMap(row => row.ratio.tfjs ?? []))),
};

/** The largest share over all reservoirs whose memory was measured. */
const reservoirMemory: Target = {
  figure: 'peak memory of a fit of a reservoir: share of the N × T matrix of its states, the largest of all sizes', most: 1,
  read: rows => best(reservoirs.flatMap(({ name }) => find(rows, { workload: `memory-${name}`, engine: 'reservoir' }).map(row => row.megabytes! / row.matrix!))),
};

const mobyDick: Target = {
  figure: 'Moby-Dick, LSTM 128, B 32, tau 64, two threads: steps a minute', least: 2500,
  read(rows) {
    const step = find(rows, { workload: 'moby-dick-128', engine: 'planned', threads: 2 })[0]?.msMedian;
    return step ? 60_000 / step : undefined;
  },
};

/** What it costs that a cell is a person's own file: the built-in one, on the same route and step by step as well, is one. */
const ownCell: Target = {
  figure: 'own cell, an LSTM in TypeScript: × the built-in one step by step on the tfjs route', least: 0.9,
  read(rows) {
    const [own, builtIn] = ['tfjs-own', 'tfjs'].map(engine => find(rows, { workload: 'custom-lstm', engine })[0]?.msMedian);
    return own && builtIn ? builtIn / own : undefined;
  },
};

/** What a person waits for with a cell of their own. */
const wait = (workload: string, what: string, most: number): Target =>
  ({ figure: `own cell: ${what}, in ms`, most, read: rows => rows.find(row => row.workload === workload)?.msMedian ?? undefined });

/** From a move in the page of the lab to its picture. */
const lab = (workload: string, what: string, most: number): Target =>
  ({ figure: `${workload}: ${what}, N = 500, 5,000 rows, in ms`, most, read: rows => find(rows, { workload, engine: 'planned' })[0]?.msMedian ?? undefined });

export const targets: readonly Target[] = [
  againstTorch('lstm-32', 2, 3.5), againstTorch('lstm-128', 2, 2), againstTorch('lstm-256', 2, 1.25), againstTorch('lstm-512', 2, 1, true),
  againstTorch('gru-128', 2, 1.8),
  againstTorch('lstm-32', 1, 4), againstTorch('lstm-128', 1, 1.1), againstTorch('lstm-256', 1, 0.9, true), againstTorch('lstm-512', 1, 0.9),
  againstTorch('gru-128', 1, 1.1),
  ...['lstm-32', 'lstm-128', 'lstm-256', 'lstm-512', 'gru-128'].map(againstLayers),
  {
    figure: 'tanh-64-adding, one thread: × PyTorch with subnormals flushed', least: 1.3,
    read: ratio({ workload: 'tanh-64-adding', engine: 'planned', threads: 1 }, 'torch'),
  },
  againstTorch('sampling-32', 1, 5), againstTorch('sampling-128', 1, 5),
  { figure: 'custom-lstm, tfjs route: × stock tfjs ops on WASM', least: 3, read: ratio({ workload: 'custom-lstm', engine: 'tfjs' }, 'tfjs') },
  ownCell, wait('cell-scaffold', 'from a new one, an LSTM, to its first training step', 5000), wait('cell-save', 'from saving one of 32 units to what is wrong with it', 1500),
  ...againstNumpy(100, 3), ...againstNumpy(500, 1.3), ...againstNumpy(1000, 1), ...againstNumpy(2000, 1),
  lab('lab', 'slider to picture', 250), lab('lab-forecast', 'slider to picture of a forecast from itself', 250),
  lab('lab-ridge', 'another ridge to picture', 50), lab('lab-inputs', 'inputs read or not, the first time, to picture', 50), lab('lab-squares', 'squares read, the first time, 0.6 s after a slider, to picture', 50),
  lab('lab-squares-at-once', 'squares read, the first time, at once after a slider, to picture', 50), lab('lab-squares-ridge', 'another ridge to picture, squares read', 50),
  lab('lab-lms', 'least mean squares chosen, to picture', 50), lab('lab-rls', 'recursive least squares chosen, to picture', 50),
  lab('lab-classes', 'slider to picture of classes told', 250), lab('lab-classes-ridge', 'another ridge to picture of classes told', 50),
  memory, reservoirMemory, linear('tau'), linear('B'), mobyDick,
];

/** What became of a figure, in words. */
export function verdict({ least = 0, most = Infinity }: Target, measured: number | undefined): string {
  if (measured === undefined) return 'not measured';
  if (measured < least) return `missed by ${percent(1 - measured / least)}`;
  return measured > most ? `missed by ${percent(measured / most - 1)}` : 'reached';
}

/** Rounded up, so that what was missed is never said to be missed by nothing. */
const percent = (share: number): string => `${Math.max(1, Math.ceil(share * 100))} %`;
