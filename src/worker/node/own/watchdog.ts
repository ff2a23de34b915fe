import { Worker } from 'node:worker_threads';
import type { CompiledCode } from './compile.ts';
import type { Watch } from './evaluate.ts';

/** What the thread that watches needs to begin. */
export interface WatchdogSetup {
  /** How deep in code of a person's this process is, how often it went in or out, and of which of the files. */
  readonly marks: SharedArrayBuffer;
  /** `status.json` of the run that ends with this process, where there is one. */
  readonly status?: string | undefined;
  /** Names of the files that make cells, in the order in which they were seen. */
  readonly files: readonly string[];
  /** Names of all files by their paths. */
  readonly places: readonly (readonly [path: string, name: string])[];
  readonly seconds: number;
}

/** No step of a cell takes as long, however large. */
const patience = 60;

/** No single step of a look at one takes as long, and no sequence of a task. */
export const patienceOfLook = 5;

/**
 * Watches from another thread how long code of a person's runs without coming back, since in an endless loop this one says nothing any
 * more, nor can be asked to end: then it says so, in the run's status and on stderr, and ends the process.
 * @param script path of `dist/watchdog.js` @param cells that may run @param seconds of patience
 */
export function startWatchdog(script: string, cells: readonly CompiledCode[], status?: string, seconds = patience): Watch {
  const files = cells.map((cell) => cell.files.get(cell.entry)!.name);
  const places = cells.flatMap((cell) => [...cell.files].map(([path, { name }]) => [path, name] as const));
  const marks = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  const [depth, turn, place] = [0, 1, 2];
  const seen = new Int32Array(marks);
  const setup: WatchdogSetup = { marks, status, files, places, seconds: Number(process.env['UNFOLD_WATCHDOG_SECONDS']) || seconds };
  new Worker(script, { workerData: setup }).unref();
  return {
    enter(file) {
      Atomics.store(seen, place, files.indexOf(file));
      Atomics.add(seen, turn, 1);
      Atomics.add(seen, depth, 1);
    },
    leave() {
      Atomics.add(seen, turn, 1);
      Atomics.sub(seen, depth, 1);
    },
  };
}
