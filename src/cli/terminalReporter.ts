import { stdout } from 'node:process';
import { symbolOf } from '../core/spec/textUnit.ts';
import type { StepRecord, TrainRecord } from '../core/train/records.ts';
import type { RunProgress } from '../worker/journal.ts';
import type { Session, SessionEnd } from '../worker/session.ts';
import { progressLine } from './progressLine.ts';
import type { Reporter } from './reporter.ts';
import { describeEnd, describeRecord } from './words.ts';

const redrawMilliseconds = 100;

/** A progress line that is drawn again and again, and above it a line for each validation and each log. */
export class TerminalReporter implements Reporter {
  #session: Session | undefined;
  /** How far the run was when it began here, and when that was (milliseconds). */
  #first: { readonly step: number; readonly at: number } | undefined;
  #last: StepRecord | undefined;
  #timer: NodeJS.Timeout | undefined;

  begin(folder: string, session: Session): void {
    this.#session = session;
    stdout.write(`run: ${folder}\n`);
    this.#timer = setInterval(() => this.#draw(session.progress), redrawMilliseconds);
  }

  record(record: TrainRecord): void {
    if (record.kind === 'step') this.#last = record;
    const data = this.#session?.experiment.data;
    const words = describeRecord(record, data?.kind === 'text' ? symbolOf(data.unit) : undefined);
    if (words !== undefined) this.#print(words);
  }

  end(end: SessionEnd): void {
    clearInterval(this.#timer);
    this.#print(describeEnd(end));
  }

  #draw(progress: RunProgress): void {
    const now = performance.now();
    if (progress.state !== 'queued') this.#first ??= { step: progress.step, at: now };
    const line = this.#first ? progressLine(progress, this.#last, { step: this.#first.step, seconds: (now - this.#first.at) / 1000 }) : 'starting…';
    stdout.write(`\r${line.slice(0, (stdout.columns || 80) - 1)}\x1b[K`); // some terminals don't know their width
  }

  #print(line: string): void {
    stdout.write(`\r\x1b[K${line}\n`);
  }
}
