import type { RunState } from '../../protocol/run.ts';

export interface RunQueueParts {
  /** How many runs may train side by side. */
  readonly limit: () => number;
  /** How many train on this machine now. */
  readonly training: () => number;
  /** What the run folder says; undefined where there is none. */
  readonly stateOf: (folder: string) => RunState | undefined;
  readonly start: (folder: string) => void;
  /** Hears of what is asked for and not yet running, to be remembered over a reload. */
  readonly changed: (folders: readonly string[]) => void;
}

/** Runs that were asked for and wait until fewer train than may: first come, first served. Folders are URIs as text. */
export class RunQueue {
  #waiting: string[] = [];
  #starting: string[] = [];
  #told = '';

  constructor(private readonly parts: RunQueueParts) {}

  add(...folders: readonly string[]): void {
    this.#waiting.push(...folders);
    this.#tell();
    this.advance();
  }

  remove(folder: string): void {
    this.#waiting = this.#waiting.filter(waiting => waiting !== folder);
    this.#tell();
  }

  /** Call whenever a run changes: starts as many as there is room for. */
  advance(): void {
    this.#starting = this.#starting.filter(folder => this.parts.stateOf(folder) === 'queued');
    this.#waiting = this.#waiting.filter(folder => this.parts.stateOf(folder) === 'queued');
    while (this.#waiting.length > 0 && this.parts.training() + this.#starting.length < this.parts.limit()) this.#startNext();
    this.#tell();
  }

  #startNext(): void {
    const folder = this.#waiting.shift()!;
    this.#starting.push(folder);
    this.parts.start(folder);
  }

  #tell(): void {
    const folders = [...this.#starting, ...this.#waiting];
    if (folders.join('\n') === this.#told) return;
    this.#told = folders.join('\n');
    this.parts.changed(folders);
  }
}
