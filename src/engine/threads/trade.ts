/** What a thread is given to begin with; can be posted. `Kind` names its trade. */
export interface TradeSetup<Kind extends string = string> {
  readonly trade: Kind;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 0 for the one that gives out the jobs. */
  readonly thread: number;
}

/** What the threads of a crew do: one of these in each, which knows its share of every job. */
export interface Trade<Job, Setup extends TradeSetup = TradeSetup> {
  readonly setup: Setup;
  /** Of the crew, this one included. */
  readonly threads: number;
  /** Threads that take part in a job, from the first. */
  membersOf(job: Job): number;
  /** A job as the numbers that the other threads read it from, and back. */
  write(job: Job): readonly number[];
  read(numbers: Float64Array): Job;
  /** Does its share. */
  work(job: Job): void;
}
