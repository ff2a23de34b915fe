import type { Collector } from './journal.ts';

/** Whole records in the order they came: `samples.jsonl`, `log.jsonl`. */
export class RecordCollector<T extends { readonly step: number }> implements Collector<T> {
  #records: T[] = [];

  add(record: T): void {
    this.#records.push(record);
  }

  dropBeyond(step: number): void {
    this.#records = this.#records.filter(record => record.step <= step);
  }

  clear(): void {
    this.#records = [];
  }

  take(): T[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }
}
