import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LogRecord, SampleRecord, StepRecord, ValidationRecord } from '../../core/train/records.ts';
import { runFiles } from '../../protocol/run.ts';
import { fileVersion, resumed, scalarsEvent } from '../tfevents.ts';
import { AppendFile } from './appendFile.ts';
import { fileProblem } from './fileProblem.ts';
import { repairTornLine } from './tornLine.ts';

const now = () => Date.now() / 1000;

/** The append-only files of a run folder: its `.jsonl` journals and the event file for TensorBoard. */
export class Journals {
  #begun = false;

  private constructor(
    private readonly metrics: AppendFile,
    private readonly samples: AppendFile,
    private readonly log: AppendFile,
    private readonly events: AppendFile,
  ) {}

  /** @throws JournalProblem */
  static async open(folder: string): Promise<Journals> {
    const files: AppendFile[] = [];
    try {
      for (const name of [runFiles.metrics, runFiles.samples, runFiles.log]) files.push(await journal(folder, name));
      files.push(await AppendFile.open(join(folder, `events.out.tfevents.${Math.floor(now())}.${hostname()}.${process.pid}`)));
    } catch (error) {
      await Promise.allSettled(files.map(file => file.close()));
      throw error;
    }
    const [metrics, samples, log, events] = files as [AppendFile, AppendFile, AppendFile, AppendFile];
    events.append(fileVersion(now()));
    return new Journals(metrics, samples, log, events);
  }

  append(record: StepRecord | ValidationRecord | SampleRecord | LogRecord): void {
    switch (record.kind) {
      case 'step':
      case 'validation':
        this.metrics.append(line(record));
        this.events.append(scalarsEvent(now(), record));
        return;
      case 'text':
      case 'prediction':
      case 'answers':
        return this.samples.append(line(record));
      case 'log':
        return this.log.append(line(record));
    }
  }

  /** Where the run was begun before, readers drop what they have of steps beyond this one. */
  begin(step: number): void {
    const isFirst = this.metrics.startsEmpty && !this.#begun;
    this.#begun = true;
    if (isFirst) return;
    this.metrics.append(line({ resume: step }));
    this.samples.append(line({ resume: step }));
    this.events.append(resumed(now(), step));
  }

  /** @throws JournalProblem */
  async flush(): Promise<void> {
    await Promise.all(this.#files().map(file => file.flush()));
  }

  /** @throws JournalProblem */
  async close(): Promise<void> {
    const closed = await Promise.allSettled(this.#files().map(file => file.close()));
    for (const each of closed) if (each.status === 'rejected') throw each.reason;
  }

  #files(): readonly AppendFile[] {
    return [this.metrics, this.samples, this.log, this.events];
  }
}

async function journal(folder: string, name: string): Promise<AppendFile> {
  const file = join(folder, name);
  await repairTornLine(file).catch(error => {
    throw fileProblem(file, error);
  });
  return AppendFile.open(file);
}

const line = (record: object): Uint8Array => Buffer.from(`${JSON.stringify(record, shorter)}\n`);

/** Nine significant digits tell any two float32 numbers apart. */
const shorter = (_key: string, value: unknown): unknown => typeof value === 'number' ? Number(value.toPrecision(9)) : value;
