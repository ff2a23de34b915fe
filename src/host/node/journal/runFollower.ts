import { join } from 'node:path';
import type { LogRecord, SampleRecord, StepRecord, ValidationRecord } from '../../../core/train/records.ts';
import type { RunChanges } from '../../../protocol/reader.ts';
import { runFiles } from '../../../protocol/run.ts';
import { readCheckpointNames } from './checkpointNames.ts';
import { Journal } from './journal.ts';
import { chunkBytes } from './lineTail.ts';
import { MetricsCollector } from './metricsCollector.ts';
import { ProbeFile } from './probeFile.ts';
import { RecordCollector } from './recordCollector.ts';

/** Little, so that there is a first picture soon. */
const firstBytes = 256 * 1024;

/** Follows a run folder: each look hands out what came since the last one. */
export class RunFollower {
  readonly #metrics = new MetricsCollector();
  readonly #samples = new RecordCollector<SampleRecord>();
  readonly #logs = new RecordCollector<LogRecord>();
  readonly #journals: readonly Journal<{ readonly step: number }>[];
  readonly #probe: ProbeFile;
  #checkpoints = '';
  #first = true;

  constructor(private readonly folder: string) {
    this.#journals = [
      new Journal<StepRecord | ValidationRecord>(join(folder, runFiles.metrics), this.#metrics),
      new Journal<SampleRecord>(join(folder, runFiles.samples), this.#samples),
      new Journal<LogRecord>(join(folder, runFiles.log), this.#logs),
    ];
    this.#probe = new ProbeFile(join(folder, runFiles.probe));
  }

  /** Ask for the next look after the answer to the last. */
  async changes(): Promise<RunChanges> {
    const restarted = !await this.#readJournals(this.#first ? firstBytes : chunkBytes);
    if (restarted) await this.#startOver();
    const reset = restarted || this.#first;
    this.#first = false;
    for (const journal of this.#journals) journal.handOut();
    const [probe, checkpoints] = [await this.#probe.read(), await this.#newCheckpoints()];
    return {
      reset, more: this.#journals.some(journal => journal.more), ...this.#metrics.take(), samples: this.#samples.take(), logs: this.#logs.take(),
      ...(probe && { probe }), ...(checkpoints && { checkpoints }),
    };
  }

  async #readJournals(limit: number): Promise<boolean> {
    const held = await Promise.all(this.#journals.map(journal => journal.read(limit)));
    return held.every(Boolean);
  }

  /** To the end: a resume mark further on must find what it drops not yet handed out. */
  async #startOver(): Promise<void> {
    for (const journal of this.#journals) journal.rewind();
    this.#probe.rewind();
    this.#checkpoints = '';
    await this.#readJournals(Infinity);
  }

  async #newCheckpoints(): Promise<readonly string[] | undefined> {
    const names = await readCheckpointNames(join(this.folder, runFiles.checkpoints));
    const before = this.#checkpoints;
    this.#checkpoints = names.join('\n');
    return this.#checkpoints === before ? undefined : names;
  }
}
