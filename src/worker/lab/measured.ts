import type { NumberTable } from '../../core/data/numberTable.ts';
import { seriesName, within } from '../../core/data/segments.ts';
import type { Segment } from '../../core/data/segments.ts';
import { isConstant } from '../../core/data/standardise.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted, formatNumber } from '../../core/spec/wording.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';

/** Steps that are measured: without the washout of each series. */
export interface Measured {
  readonly train: readonly Segment[];
  readonly test: readonly Segment[];
}

interface Steps {
  readonly segments: readonly Segment[];
  readonly trainSteps: number;
  readonly steps: number;
}

export function measuredSteps({ segments, trainSteps, steps }: Steps, { washout }: Pick<EchoStateOptions, 'washout'>): Measured {
  const begins = new Set(segments.map(({ from }) => from));
  const counted = (from: number, to: number): Segment[] => within(segments, from, to).map((part) => ({ from: Math.min(part.to, part.from + (begins.has(part.from) ? washout : 0)), to: part.to })).filter((part) => part.from < part.to);
  return { train: counted(0, trainSteps), test: counted(trainSteps, steps) };
}

export const countSteps = (parts: readonly Segment[]): number => parts.reduce((sum, { from, to }) => sum + to - from, 0);

/** The values at these steps. */
export function gather(values: Float64Array, parts: readonly Segment[]): Float64Array {
  if (parts.length === 1) return values.subarray(parts[0]!.from, parts[0]!.to);
  const all = new Float64Array(countSteps(parts));
  parts.reduce((at, { from, to }) => { all.set(values.subarray(from, to), at); return at + to - from; }, 0);
  return all;
}

/** And the rows of each series in the table. */
interface Placed extends Steps {
  readonly rowSegments: readonly Segment[];
}

type Asked = Pick<EchoStateOptions, 'washout' | 'series' | 'horizon'>;

/** @param ahead of each target, what is to be said at each step @throws SpecError, a sentence, where one of them never changes in a part that is measured */
export function checkTargets(table: NumberTable, names: readonly string[], ahead: readonly Float64Array[], steps: Placed, asked: Asked): void {
  const measured = measuredSteps(steps, asked);
  for (const [k, name] of names.entries()) {
    const all = ahead[k]!;
    if (isConstant(all.subarray(0, steps.trainSteps))) throw problem(`"${name}" of ${table.file} never changes in the part that is learnt from, so that there is nothing to learn.`);
    if (isConstant(all.subarray(steps.trainSteps))) throw problem(`"${name}" of ${table.file} never changes in the part that is tested with, so that an error there has no measure: keep a larger share.`);
    for (const part of ['train', 'test'] as const) if (isConstant(gather(all, measured[part]))) throw still(table, name, all, measured[part], part, steps, asked);
  }
}

/** What changes in the washout alone. */
function still(table: NumberTable, name: string, ahead: Float64Array, parts: readonly Segment[], part: keyof Measured, steps: Placed, asked: Asked): SpecError {
  const where = placeOf(table, parts[0]!, steps, asked);
  const others = parts.length > 1 ? ` and after it in ${counted(parts.length - 1, 'further series', 'further series')}` : '';
  const why = part === 'train' ? 'so that there is nothing to learn' : 'and is tested with there, so that an error has no measure';
  return problem(`"${name}" of ${table.file} is ${formatNumber(ahead[parts[0]!.from]!)} from the end of the washout on, ${where}${others}, ${why}: lower the washout (${counted(asked.washout, 'row')}), or ${part === 'train' ? 'take' : 'test with'} rows in which it changes.`);
}

/** The rows whose targets these steps have. */
function placeOf(table: NumberTable, { from, to }: Segment, { segments, rowSegments }: Placed, { series, horizon }: Asked): string {
  const index = segments.findIndex((each) => each.from <= from && from < each.to);
  const own = segments[index]!;
  const rows = `rows ${formatNumber(from - own.from + horizon + 1)} to ${formatNumber(to - own.from + horizon)}`;
  if (segments.length === 1) return `data ${rows}`;
  return `${rows} of ${seriesName(table, series, rowSegments[index]!.from)}`;
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
