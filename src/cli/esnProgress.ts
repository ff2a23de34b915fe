import { stderr } from 'node:process';
import { counted, listed } from '../core/spec/wording.ts';
import type { Reading } from '../worker/node/readTables.ts';
import { duration } from './progressLine.ts';

const barWidth = 20;
const leastMilliseconds = 200;

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far a fit is, or a prediction, and the reading before it, on one line of a terminal: what is done, then `fitting ████░░░░ 40 %  0:12 left`. Nothing where nobody watches. */
export class EsnProgress {
  #begin = performance.now();
  #last = 0;

  constructor(private readonly screen: Screen = stderr) {}

  /** What may take a while and tells nothing of itself. */
  say(what: string): void {
    this.#begin = performance.now();
    this.#write(`${what}; Ctrl-C ends it`);
  }

  /** How files are read, so that this tells how far it is. */
  reading(files: readonly string[], breathe: () => Promise<void>): Reading {
    const what = `reading ${files.length > 2 ? counted(files.length, 'file') : listed(files, 'and')}`;
    this.say(what);
    return { breathe, onProgress: share => this.#tell(what, share) };
  }

  readonly fitting = (share: number): void => this.#tell('fitting', share);
  readonly predicting = (share: number): void => this.#tell('predicting', share);
  readonly goingOn = (share: number): void => this.#tell('going on from itself', share);

  #tell(what: string, share: number): void {
    const now = performance.now();
    if (share === 0) this.#begin = now; // what is drawn before takes no share
    if (share === 0 || now - this.#last < leastMilliseconds) return;
    this.#last = now;
    const full = Math.floor(share * barWidth);
    const left = (now - this.#begin) / 1000 * (1 / share - 1);
    this.#write(`${what} ${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${Math.floor(share * 100)} %  ${duration(left)} left; Ctrl-C ends it`);
  }

  /** The line is gone. */
  end(): void {
    this.#write('');
  }

  #write(line: string): void {
    if (this.screen.isTTY) this.screen.write(`\r\x1b[K${line}`);
  }
}
