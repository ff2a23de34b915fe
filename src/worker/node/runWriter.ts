import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { encodeProbe } from '../../core/checkpoint/probeFile.ts';
import type { LogRecord, ProbeRecord, SampleRecord, StepRecord, ValidationRecord } from '../../core/train/records.ts';
import { inStepOrder, stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import { runFiles } from '../../protocol/run.ts';
import type { RunExperiment, RunStatus } from '../../protocol/run.ts';
import type { RunJournal, RunProgress } from '../journal.ts';
import { fileProblem } from './fileProblem.ts';
import { Journals } from './journals.ts';
import { replaceFile } from './replaceFile.ts';
import { readStatus, writeDocument } from './runFolder.ts';
import { exclusively, refuseOwned } from './runLock.ts';
import { removeSocket } from './socketPath.ts';
import { StatusFile } from './statusFile.ts';

const flushMilliseconds = 100;

/** Writes a run folder (protocol/run.ts) that this process owns, from `open` to `close`. */
export class RunWriter implements RunJournal {
  readonly #checkpoints: string;
  readonly #flushTimer: NodeJS.Timeout;
  #probing: Promise<void> = Promise.resolve();
  /** Waits for the one before it to be on the disk; a newer one takes its place. */
  #nextProbe: ProbeRecord | undefined;

  private constructor(
    readonly folder: string,
    private readonly journals: Journals,
    private readonly status: StatusFile,
    private readonly onProblem: (problem: Error) => void,
  ) {
    this.#checkpoints = join(folder, runFiles.checkpoints);
    this.#flushTimer = setInterval(() => void this.journals.flush().catch(onProblem), flushMilliseconds);
    this.#flushTimer.unref();
  }

  /**
   * Takes the run over for this process.
   * @param socket where this process answers requests to the session
   * @param onProblem hears the `JournalProblem` of each write that nobody awaits
   * @throws Error, a sentence, when a living process owns the run or the folder is no run folder
   */
  static async open(folder: string, socket: string, onProblem: (problem: Error) => void): Promise<RunWriter> {
    const status = new StatusFile(folder, await exclusively(folder, () => takeOver(folder, socket)), onProblem);
    try {
      return new RunWriter(folder, await Journals.open(folder), status, onProblem);
    } catch (error) {
      status.fail((error as Error).message);
      await status.close();
      throw error;
    }
  }

  append(record: StepRecord | ValidationRecord | SampleRecord | LogRecord): void {
    this.journals.append(record);
  }

  probe(record: ProbeRecord): void {
    if (this.#nextProbe === undefined) this.#probing = this.#probing.then(() => this.#writeProbe()).catch(this.onProblem);
    this.#nextProbe = record;
  }

  progress(progress: RunProgress): void {
    this.status.update(progress);
  }

  /** Says why the run ended before its session could. */
  fail(reason: string): void {
    this.status.fail(reason);
  }

  /** What runs, and what was chosen for it. @throws JournalProblem */
  describe(experiment: RunExperiment): Promise<void> {
    return writeDocument(this.folder, runFiles.experiment, experiment);
  }

  async begin(step: number): Promise<void> {
    this.journals.begin(step);
    await this.journals.flush();
    const later = (await this.checkpoints()).filter(name => stepOfCheckpoint(name)! > step);
    for (const name of later) await this.removeCheckpoint(name);
  }

  async saveCheckpoint(name: string, bytes: Uint8Array): Promise<void> {
    await this.journals.flush();
    await replaceFile(join(this.#checkpoints, name), bytes);
  }

  async removeCheckpoint(name: string): Promise<void> {
    await rm(join(this.#checkpoints, name), { force: true });
  }

  async checkpoints(): Promise<readonly string[]> {
    const names = await readdir(this.#checkpoints).catch(error => {
      throw fileProblem(this.#checkpoints, error);
    });
    return inStepOrder(names);
  }

  /** Writes what is still waiting and lets go of the run. @throws JournalProblem */
  async close(): Promise<void> {
    clearInterval(this.#flushTimer);
    try {
      await this.#probing;
      await this.journals.close();
    } catch (error) {
      this.fail((error as Error).message);
      throw error;
    } finally {
      await this.status.close();
    }
  }

  #writeProbe(): Promise<void> {
    const bytes = encodeProbe(this.#nextProbe!);
    this.#nextProbe = undefined;
    return replaceFile(join(this.folder, runFiles.probe), bytes);
  }
}

async function takeOver(folder: string, socket: string): Promise<RunStatus> {
  const before = await readStatus(folder);
  await refuseOwned(before, folder);
  if (before.owner?.socket !== undefined && before.owner.host === hostname()) await removeSocket(before.owner.socket);
  const status = { ...before, heartbeat: Date.now(), owner: { pid: process.pid, host: hostname(), socket } };
  await writeDocument(folder, runFiles.status, status);
  return status;
}
