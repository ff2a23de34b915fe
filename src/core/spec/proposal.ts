/** A way to train on a file, as a whole experiment. */
export interface Proposal {
  /** What is done: `Forecast "load" one row ahead`. */
  readonly title: string;
  /** By which model. */
  readonly model: string;
  /** Why so: `8,760 rows; window 48, two days of 24 rows`. */
  readonly reason: string;
  /** The text of `NAME.unfold.json`. */
  readonly text: string;
}
