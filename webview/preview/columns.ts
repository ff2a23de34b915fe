import type { TensorEntry, TensorStatistics } from '../../src/protocol/preview.ts';
import { formatCount, formatNumber } from '../shared/format.ts';
import type { PreviewState, View } from './state.ts';

/** `position` is the order in the file. */
export type ColumnKey = 'position' | 'name' | 'dtype' | 'shape' | 'count' | 'min' | 'mean' | 'max' | 'standardDeviation' | 'nans';

type StatisticKey = 'min' | 'mean' | 'max' | 'standardDeviation' | 'nans';

export interface Column {
  readonly key: ColumnKey;
  readonly label: string;
  readonly description: string;
  readonly numeric: boolean;
}

export const columns: readonly Column[] = [
  { key: 'name', label: 'Name', description: 'Name', numeric: false },
  { key: 'dtype', label: 'Type', description: 'Type of an element', numeric: false },
  { key: 'shape', label: 'Shape', description: 'Size of each axis', numeric: false },
  { key: 'count', label: 'Count', description: 'Number of elements', numeric: true },
  { key: 'min', label: 'Min', description: 'Smallest finite element', numeric: true },
  { key: 'mean', label: 'Mean', description: 'Mean of the finite elements', numeric: true },
  { key: 'max', label: 'Max', description: 'Largest finite element', numeric: true },
  { key: 'standardDeviation', label: 'Std', description: 'Standard deviation of the finite elements', numeric: true },
  { key: 'nans', label: 'NaN', description: 'Number of elements that are not a number', numeric: true },
];

const statisticKeys: ReadonlySet<ColumnKey> = new Set<StatisticKey>(['min', 'mean', 'max', 'standardDeviation', 'nans']);

/** Sorting by it needs the statistics of every tensor. */
export function needsStatistics(key: ColumnKey): key is StatisticKey {
  return statisticKeys.has(key);
}

export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'scalar' : shape.join(' × ');
}

/** `undefined` where no element is finite. */
export function statistic(statistics: TensorStatistics, key: StatisticKey): number | undefined {
  return key === 'nans' ? statistics.nans : statistics.finite?.[key];
}

export function statisticText(statistics: TensorStatistics, key: StatisticKey): string {
  const value = statistic(statistics, key);
  if (value === undefined) return '–';
  return key === 'nans' ? formatCount(value) : formatNumber(value);
}

/** The tensors whose name has the filter's text in it, sorted; those without a value to sort by come last. */
export function shownTensors(tensors: readonly TensorEntry[], { filter, sort }: View, statistics: PreviewState['statistics']): TensorEntry[] {
  const text = filter.trim().toLowerCase();
  const shown = tensors.filter(({ name }) => name.toLowerCase().includes(text));
  if (sort.column === 'position') return shown;
  const keyed = shown.map((tensor) => ({ tensor, key: sortKey(tensor, sort.column, statistics) }));
  keyed.sort((a, b) => compare(a.key, b.key, sort.descending));
  return keyed.map(({ tensor }) => tensor);
}

type SortKey = number | string | undefined;

function sortKey(tensor: TensorEntry, column: ColumnKey, statistics: PreviewState['statistics']): SortKey {
  if (needsStatistics(column)) {
    const answer = statistics.get(tensor.name);
    return answer && !('problem' in answer) ? statistic(answer, column) : undefined;
  }
  switch (column) {
    case 'position': return undefined;
    case 'shape': return tensor.shape.map((size) => String(size).padStart(16, '0')).join();
    case 'name': case 'dtype': case 'count': return tensor[column];
  }
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}
