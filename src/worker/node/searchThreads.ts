import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { PendingRequests } from '../../protocol/pendingRequests.ts';
import type { RpcResponse } from '../../protocol/rpc.ts';
import type { SearchCrew } from '../lab/search/crew.ts';
import type { TrialTask } from '../lab/search/scoreTrial.ts';

type Outcome = Awaited<ReturnType<SearchCrew['evaluate']>>;

/** What a thread of a search is given to begin with. Columns and flag are shared, not copied. */
export interface SearchSetup {
  /** The folder of the built program. */
  readonly dist: string;
  readonly table: Pick<NumberTable, 'file' | 'header' | 'rows' | 'files' | 'fileNames'>;
  /** By their places in the header. */
  readonly columns: ReadonlyMap<number, Float64Array>;
  /** How many fits are under way that a person waits for: while there is one, the threads rest. */
  readonly fits: Int32Array;
}

/** A trial that takes longer has gone wrong. */
const timeoutSeconds = 1800;

/** Starts threads that try settings, one trial at a time each. @param dist the folder of the built program @param fits see `SearchSetup` */
export const searchThreads = (dist: string, lanes: number, fits = new Int32Array(new SharedArrayBuffer(4))) => (read: NumberTable, names: readonly string[]): SearchCrew => {
  const { file, header, rows, files, fileNames } = read;
  const setup = { dist, table: { file, header, rows, ...(files && { files }), ...(fileNames && { fileNames }) }, columns: sharedColumns(read, names), fits };
  const threads = Array.from({ length: lanes }, () => new SearchThread(join(dist, 'search.js'), setup));
  return {
    lanes,
    evaluate: (task, lane) => threads[lane]!.evaluate(task),
    dispose: () => threads.forEach((thread) => thread.dispose()),
  };
};

/** Columns that other threads see; one that is not there is for a fit to complain of. @throws SpecError where one is not of numbers */
function sharedColumns(table: NumberTable, names: readonly string[]): ReadonlyMap<number, Float64Array> {
  const places = [...new Set(names)].map((name) => table.header.indexOf(name)).filter((place) => place >= 0);
  return new Map(places.map((place) => {
    const shared = new Float64Array(new SharedArrayBuffer(table.rows * 8));
    shared.set(table.column(place));
    return [place, shared];
  }));
}

interface Running {
  readonly worker: Worker;
  readonly pending: PendingRequests;
}

/** One thread: starts with its first trial, and anew after a crash, which is the crashed trial's problem alone. */
class SearchThread {
  #running: Running | undefined;
  #closed = false;

  constructor(private readonly script: string, private readonly setup: SearchSetup) {}

  async evaluate(task: TrialTask): Promise<Outcome> {
    if (this.#closed) return failed('The search was stopped.');
    const running = this.#running ??= this.#start();
    try {
      return await running.pending.start('trial', (id) => running.worker.postMessage({ id, method: 'trial', params: task })) as Outcome;
    } catch (error) {
      this.#end(running, (error as Error).message);
      return failed((error as Error).message);
    }
  }

  dispose(): void {
    this.#closed = true;
    this.#end(this.#running, 'The search was stopped.');
  }

  #start(): Running {
    const worker = new Worker(this.script, { workerData: this.setup });
    const running = { worker, pending: new PendingRequests(timeoutSeconds) };
    worker.on('message', (response: RpcResponse) => running.pending.answer(response));
    worker.on('error', (error) => this.#end(running, `A thread of the search failed: ${error.message}`));
    worker.on('exit', () => this.#end(running, 'A thread of the search ended.'));
    worker.unref();
    return running;
  }

  #end(running: Running | undefined, reason: string): void {
    running?.pending.close(reason);
    void running?.worker.terminate();
    if (this.#running === running) this.#running = undefined;
  }
}

const failed = (problem: string): Outcome => ({ train: [], judged: [], problem });
