import type { TrainRecord } from '../core/train/records.ts';
import type { Session, SessionEnd } from '../worker/session.ts';

/** Tells the terminal how a run goes. */
export interface Reporter {
  begin(folder: string, session: Session): void;
  record(record: TrainRecord): void;
  end(end: SessionEnd): void;
}
