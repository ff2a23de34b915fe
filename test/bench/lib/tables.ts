import { noRatio } from './rows.ts';
import type { Ratios, Row, Timing } from './rows.ts';
import { targets, verdict } from './targets.ts';
import type { Target } from './targets.ts';
import { number } from './text.ts';

/** A head and rows of as many cells. */
export type Table = readonly (readonly string[])[];

/** Every figure to reach, what was measured and what that comes to. */
export function targetTable(rows: readonly Row[]): Table {
  return [['figure', 'to reach', 'measured', ''], ...targets.map(target => {
    const measured = target.read(rows);
    const { figure, stretch } = target;
    return [figure, `${range(target)}${stretch ? ' (stretch)' : ''}`, number(measured ?? null), verdict(target, measured)];
  })];
}

/** Of each workload every engine of Unfold, then the peers they were timed beside. */
export function timesTable(rows: readonly Row[]): Table {
  const timed = rows.filter(row => row.msMedian !== null);
  const workloads = [...new Set(timed.map(row => row.workload))].map(name => timed.filter(row => row.workload === name));
  return [
    ['workload', 'engine', 'threads', 'ms', 'middle half', 'best', 'tokens/s', '× torch', '× tfjs', '× numpy'],
    ...workloads.flatMap(own => [...own.map(row => timeCells(row.workload, row, row.ratio)), ...own[0]!.peers.map(peer => timeCells('', peer, noRatio))]),
  ];
}

export function memoryTable(rows: readonly Row[]): Table {
  const own = rows.filter(row => row.megabytes !== undefined && row.matrix === undefined);
  return [['model', 'engine', 'MB', 'times less than tfjs layers'],
    ...own.map(row => [row.workload.replace('memory-', ''), row.engine, number(row.megabytes!), number(row.ratio.tfjs)])];
}

/** Of each reservoir, what a fit holds at its peak beside all its states, and beside numpy. */
export function reservoirMemoryTable(rows: readonly Row[]): Table {
  const own = rows.flatMap(({ workload, engine, megabytes, matrix, peerMegabytes, ratio }) => (megabytes === undefined || matrix === undefined ? [] : [[
    workload.replace('memory-', ''), engine, number(megabytes), number(matrix), number(megabytes / matrix), number(peerMegabytes ?? null), number(ratio.numpy),
  ]]));
  return [['reservoir', 'engine', 'MB', 'N × T', 'share of it', 'numpy MB', 'times less than numpy'], ...own];
}

export function scalingTable(rows: readonly Row[]): Table {
  const own = rows.filter(row => row.slope !== undefined);
  return [['size', 'engine', 'exponent', 'milliseconds at each size'], ...own.map(row => [
    row.workload.replace('scaling-', ''), row.engine, number(row.slope!), row.points!.map(({ at, msMedian }) => `${at}: ${number(msMedian)}`).join(', '),
  ])];
}

function timeCells(workload: string, { engine, threads, msMedian, msQuartiles, msBest, tokensPerSecond }: Timing, { torch, tfjs, numpy }: Ratios): string[] {
  return [
    workload, engine, String(threads), number(msMedian), msQuartiles ? msQuartiles.map(number).join('–') : '', number(msBest),
    tokensPerSecond === null ? '' : Math.round(tokensPerSecond).toLocaleString('en'), ...[torch, tfjs, numpy].map(number),
  ];
}

function range({ least, most }: Target): string {
  if (most === undefined) return `≥ ${least}`;
  return least === undefined ? `≤ ${most}` : `${least}–${most}`;
}
