import { join } from 'node:path';
import { heartbeatSeconds, runFiles } from '../../protocol/run.ts';
import type { RunStatus } from '../../protocol/run.ts';
import type { RunProgress } from '../journal.ts';
import { replaceFile } from './replaceFile.ts';

/** `status.json` of a run this process owns: written at each change of state and at each heartbeat. */
export class StatusFile {
  readonly #file: string;
  readonly #heart: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();

  /** @param onProblem hears a `JournalProblem` of a write that nobody awaits */
  constructor(folder: string, private status: RunStatus, private readonly onProblem: (problem: Error) => void) {
    this.#file = join(folder, runFiles.status);
    this.#heart = setInterval(() => this.#beat(), heartbeatSeconds * 1000);
    this.#heart.unref();
  }

  update(progress: Partial<RunProgress> & Pick<RunProgress, 'state'>): void {
    const changed = progress.state !== this.status.state || progress.reason !== this.status.reason || progress.newCode !== this.status.newCode;
    const { reason: _, newCode: __, ...rest } = this.status;
    this.status = { ...rest, ...progress };
    if (changed) this.#beat();
  }

  /** Says why the run failed, unless something before has. */
  fail(reason: string): void {
    if (this.status.state !== 'failed') this.update({ state: 'failed', reason });
  }

  /** @throws JournalProblem */
  write(): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(() => {
      this.status = { ...this.status, heartbeat: Date.now() };
      return replaceFile(this.#file, `${JSON.stringify(this.status, null, 2)}\n`);
    });
    return this.#writing;
  }

  /** The last word: the run has no owner any more. @throws JournalProblem */
  close(): Promise<void> {
    clearInterval(this.#heart);
    const { owner: _, ...rest } = this.status;
    this.status = rest;
    return this.write();
  }

  #beat(): void {
    this.write().catch(this.onProblem);
  }
}
