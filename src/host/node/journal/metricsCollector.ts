import type { StepRecord, ValidationRecord } from '../../../core/train/records.ts';
import type { SeriesTable } from '../../../protocol/series.ts';
import type { Collector } from './journal.ts';
import { SeriesColumns } from './seriesColumns.ts';

const stepColumns = ['step', 'time', 'loss', 'gradNorm', 'clippedNorm', 'learningRate', 'tokensPerSecond'] as const;
const validationColumns = ['step', 'time', 'loss'] as const;

/** `metrics.jsonl` as two tables. JSON has no NaN or infinity: what is not a number is missing. */
export class MetricsCollector implements Collector<StepRecord | ValidationRecord> {
  #steps = new SeriesColumns();
  #validations = new SeriesColumns();

  add(record: StepRecord | ValidationRecord): void {
    if (record.kind === 'step') this.#addStep(record);
    else if (record.kind === 'validation') this.#addValidation(record);
  }

  dropBeyond(step: number): void {
    this.#steps.dropBeyond(step);
    this.#validations.dropBeyond(step);
  }

  clear(): void {
    this.#steps = new SeriesColumns();
    this.#validations = new SeriesColumns();
  }

  take(): { steps: SeriesTable; validations: SeriesTable } {
    return { steps: this.#steps.take(), validations: this.#validations.take() };
  }

  #addStep(record: StepRecord): void {
    addRow(this.#steps, record, stepColumns);
    if (record.omega !== undefined) this.#steps.put('omega', numberOrMissing(record.omega));
    if (record.teacherForcing !== undefined) this.#steps.put('teacherForcing', numberOrMissing(record.teacherForcing));
    putAll(this.#steps, 'gradNorms', record.gradNorms);
  }

  #addValidation(record: ValidationRecord): void {
    addRow(this.#validations, record, validationColumns);
    if (record.freeRunning !== undefined) this.#validations.put('freeRunning', numberOrMissing(record.freeRunning));
    putAll(this.#validations, 'metrics', record.metrics ?? {});
    putAll(this.#validations, 'jacobians', record.jacobians ?? {});
  }
}

function addRow<K extends string>(table: SeriesColumns, record: Readonly<Record<K, unknown>>, columns: readonly K[]): void {
  table.addRow();
  for (const name of columns) table.put(name, numberOrMissing(record[name]));
}

/** A column for each number, `PREFIX.NAME`. */
function putAll(table: SeriesColumns, prefix: string, numbers: Readonly<Record<string, unknown>>): void {
  for (const name in numbers) table.put(`${prefix}.${name}`, numberOrMissing(numbers[name]));
}

function numberOrMissing(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
