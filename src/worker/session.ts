import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import type { Knob } from '../core/train/engine.ts';
import type { LogRecord, RewindRecord, TrainRecord } from '../core/train/records.ts';
import type { Trainer } from '../core/train/trainer.ts';
import type { NewCode } from '../protocol/run.ts';
import { Attendance, abandonedAfterSeconds } from './attendance.ts';
import { CheckpointKeeper } from './checkpointKeeper.ts';
import { reasonOf } from './failure.ts';
import { JournalProblem } from './journal.ts';
import type { RunJournal, RunProgress } from './journal.ts';
import { Standing } from './standing.ts';

export interface SessionOptions {
  readonly experiment: ResolvedExperiment;
  readonly createTrainer: () => Promise<Trainer>;
  readonly journal: RunJournal;
  /** Updates made before, where the trainer goes on from a checkpoint; else 0. */
  readonly from: number;
  /** Go on when nobody is attached. */
  readonly keepRunning: boolean;
  /** What a number that is not finite, or a full disk, does: the run waits for a person, or ends. */
  readonly onTrouble: 'pause' | 'fail';
  /** Hears every record once it is with the journal. */
  readonly onRecord?: (record: TrainRecord) => void;
}

export interface SessionEnd {
  readonly state: 'done' | 'stopped' | 'failed';
  /** In words, where it failed or stopped by itself. */
  readonly reason?: string;
  readonly step: number;
  /** File name of the last state, saved as the run ended. */
  readonly checkpoint?: string;
}

/** One training run: takes the trainer's records, writes them down, saves checkpoints, and does what it is asked. */
export class Session {
  readonly attendance: Attendance;
  readonly #keeper: CheckpointKeeper;
  #trainer: Promise<Trainer> | undefined;
  #end: Promise<SessionEnd> | undefined;
  readonly #standing: Standing;
  /** What it cannot go on from. */
  #fatal: Error | undefined;

  constructor(private readonly options: SessionOptions) {
    const { experiment, journal, from, keepRunning } = options;
    this.#keeper = new CheckpointKeeper(journal, experiment.checkpoints);
    this.#standing = new Standing(journal, from, experiment.training.steps);
    this.attendance = new Attendance(keepRunning, () => this.#abandon());
  }

  get experiment(): ResolvedExperiment {
    return this.options.experiment;
  }

  get progress(): RunProgress {
    return this.#standing.progress;
  }

  /** Trains until the run ends, however it ends. */
  run(): Promise<SessionEnd> {
    this.#end ??= this.#run();
    return this.#end;
  }

  async pause(): Promise<void> {
    const trainer = await this.#ready();
    await trainer.pause();
    await this.#savePlanned();
    this.#standing.follow(trainer);
  }

  async step(): Promise<void> {
    const trainer = await this.#ready();
    this.#standing.reason = undefined;
    await trainer.stepOnce();
    await this.#savePlanned();
    this.#standing.follow(trainer);
  }

  async resume(): Promise<void> {
    const trainer = await this.#ready();
    this.#standing.reason = undefined;
    await trainer.resume();
    this.#standing.follow(trainer);
  }

  /** Ends the run and leaves a checkpoint. @throws Error when it could not be saved */
  async stop(): Promise<{ step: number; checkpoint: string }> {
    const trainer = await this.#ready();
    void trainer.stop();
    const { step, checkpoint, reason } = await this.run();
    if (checkpoint === undefined) throw new Error(reason);
    return { step, checkpoint };
  }

  /** @returns the checkpoint's file name @throws JournalProblem */
  async checkpoint(): Promise<string> {
    const trainer = await this.#ready();
    return this.#keeper.save(await trainer.snapshot());
  }

  async sample(): Promise<void> {
    (await this.#ready()).sampleNow();
  }

  /** @throws Error where the value is out of range or the run has no such knob */
  async set(knob: Knob, value: number): Promise<void> {
    const trainer = await this.#ready();
    trainer.set(knob, value);
    this.#log('info', `${knob} set to ${value}.`);
  }

  /** While it is paused, a file of its code was changed; undefined where all say again what it computes. */
  async offer(newCode: NewCode | undefined): Promise<void> {
    const trainer = await this.#ready();
    if (trainer.state !== 'paused' || JSON.stringify(newCode) === JSON.stringify(this.#standing.newCode)) return;
    this.#standing.newCode = newCode;
    this.#standing.follow(trainer);
  }

  /** Something went wrong around the training: it waits for a person, or ends where it cannot go on. */
  trouble(problem: Error): void {
    if (this.#standing.reason === problem.message) return;
    this.#log('error', problem.message);
    this.#halt(problem);
  }

  async #run(): Promise<SessionEnd> {
    try {
      this.#trainer = this.options.createTrainer();
      const trainer = await this.#trainer;
      try {
        await this.#train(trainer);
        return await this.#finish(trainer);
      } finally {
        trainer.dispose();
      }
    } catch (error) {
      return this.#fail(error);
    } finally {
      this.#trainer = undefined;
      this.attendance.dispose();
    }
  }

  async #train(trainer: Trainer): Promise<void> {
    await this.options.journal.begin(this.options.from);
    this.#standing.follow(trainer);
    for await (const record of trainer) await this.#take(record, trainer);
  }

  async #take(record: TrainRecord, trainer: Trainer): Promise<void> {
    await this.#savePlanned(record.step);
    await this.#write(record);
    if (record.kind === 'step' && this.#keeper.isDueAt(record.step)) this.#keeper.plan(await trainer.snapshot());
    if (record.kind === 'log' && record.level === 'error') this.#halt(new Error(record.message));
    this.#standing.follow(trainer, record);
    this.options.onRecord?.(record);
  }

  async #write(record: TrainRecord): Promise<void> {
    const { journal } = this.options;
    switch (record.kind) {
      case 'probe': return journal.probe(record);
      case 'rewind': return this.#rewind(record);
      default: return journal.append(record);
    }
  }

  /** The run goes on from an earlier step, and says why for as long as it runs. */
  async #rewind({ step, reason }: RewindRecord): Promise<void> {
    await this.options.journal.begin(step).catch((problem: Error) => this.trouble(problem));
    this.#log('warning', reason, step);
    this.#standing.remark = reason;
  }

  async #finish(trainer: Trainer): Promise<SessionEnd> {
    const saving = trainer.snapshot().then(checkpoint => this.#keeper.save(checkpoint));
    if (this.#fatal !== undefined) return this.#fail(this.#fatal, await saving.catch(() => undefined));
    const checkpoint = await saving;
    this.#standing.follow(trainer);
    const { step, reason } = this.progress;
    return { state: trainer.state === 'done' ? 'done' : 'stopped', step, checkpoint, ...(reason !== undefined && { reason }) };
  }

  #fail(error: unknown, checkpoint?: string): SessionEnd {
    const reason = reasonOf(error);
    if (reason !== this.#standing.reason) this.#log('error', reason);
    this.#standing.fail(reason);
    return { state: 'failed', step: this.progress.step, reason, ...(checkpoint !== undefined && { checkpoint }) };
  }

  async #savePlanned(before?: number): Promise<void> {
    await this.#keeper.savePlanned(before).catch((problem: Error) => this.trouble(problem));
  }

  /** Pauses, or ends the run where nobody is to be waited for or nothing can be written any more. */
  #halt(problem: Error): void {
    this.#standing.reason = problem.message;
    const folderIsGone = problem instanceof JournalProblem && problem.final;
    if (folderIsGone || this.options.onTrouble === 'fail') this.#fatal = problem;
    void this.#ready().then(trainer => this.#fatal ? trainer.stop() : this.pause()).catch(() => undefined);
  }

  #abandon(): void {
    this.#standing.reason = `Nobody was attached for ${abandonedAfterSeconds} s.`;
    void this.stop().catch(() => undefined);
  }

  #log(level: LogRecord['level'], message: string, step = this.progress.step): void {
    const record: LogRecord = { kind: 'log', step, level, message };
    this.options.journal.append(record);
    this.options.onRecord?.(record);
  }

  async #ready(): Promise<Trainer> {
    if (this.#trainer === undefined) throw new Error(this.#end ? 'The run has ended.' : 'The run has not begun.');
    return this.#trainer;
  }
}
