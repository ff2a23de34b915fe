import type { LogRecord, ProbeRecord, SampleRecord, StepRecord, ValidationRecord } from '../core/train/records.ts';
import type { RunStatus } from '../protocol/run.ts';

/** What of a run's status the session knows; the rest (ID, owner, heartbeat) is the journal's. */
export type RunProgress = Pick<RunStatus, 'state' | 'reason' | 'newCode' | 'step' | 'steps' | 'loss' | 'validationLoss' | 'time'>;

/** Where a session writes what happens: a run folder, or a list in a test. */
export interface RunJournal {
  append(record: StepRecord | ValidationRecord | SampleRecord | LogRecord): void;
  /** Replaces the last one. */
  probe(record: ProbeRecord): void;
  /** What the run is now. Changes of state are written at once, the rest with the next heartbeat. */
  progress(progress: RunProgress): void;
  /** Training begins after this step: what was written before of later steps, samples and checkpoints no longer counts. */
  begin(step: number): Promise<void>;
  /** Makes everything so far safe, then the checkpoint. @throws JournalProblem */
  saveCheckpoint(name: string, bytes: Uint8Array): Promise<void>;
  removeCheckpoint(name: string): Promise<void>;
  /** Names of the checkpoints there are, oldest first. */
  checkpoints(): Promise<readonly string[]>;
}

/** Something could not be written; the message is the sentence for a person. `final`: the run folder is gone. */
export class JournalProblem extends Error {
  constructor(message: string, readonly final: boolean) {
    super(message);
    this.name = 'JournalProblem';
  }
}
