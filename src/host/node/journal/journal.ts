import type { ResumeMark } from '../../../core/train/records.ts';
import { LineTail } from './lineTail.ts';
import { parseLine } from './parseLine.ts';

/** Collects the records of a journal until they are handed out. */
export interface Collector<T> {
  add(record: T): void;
  /** Drops what is collected with a step beyond `step`. */
  dropBeyond(step: number): void;
  clear(): void;
}

/** Follows one `.jsonl` file of a run folder. After a resume mark, earlier records with a step beyond it are dropped. */
export class Journal<T extends { readonly step: number }> {
  readonly #tail: LineTail;
  #newest = 0;
  #handedOut = 0;
  #holds = true;

  constructor(file: string, private readonly collector: Collector<T>) {
    this.#tail = new LineTail(file);
  }

  /** Collects what is new. @returns false when records handed out before no longer hold; then `rewind` and read again */
  async read(limit: number): Promise<boolean> {
    const same = await this.#tail.read(line => this.#collect(line), limit);
    return same && this.#holds;
  }

  /** The last look has left something. */
  get more(): boolean {
    return this.#tail.more;
  }

  /** What is collected now leaves to somebody, who would have to be told if it were dropped. */
  handOut(): void {
    this.#handedOut = this.#newest;
  }

  rewind(): void {
    this.#tail.rewind();
    this.collector.clear();
    this.#newest = 0;
    this.#handedOut = 0;
    this.#holds = true;
  }

  #collect(line: string): void {
    const record = parseLine<T | ResumeMark>(line);
    if (record === undefined) return;
    if ('resume' in record) return this.#dropBeyond(record.resume);
    this.#newest = Math.max(this.#newest, record.step);
    this.collector.add(record);
  }

  #dropBeyond(step: number): void {
    this.collector.dropBeyond(step);
    this.#newest = Math.min(this.#newest, step);
    if (this.#handedOut > step) this.#holds = false;
  }
}
