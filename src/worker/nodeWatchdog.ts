import { readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { WatchdogSetup } from './node/own/watchdog.ts';
import { whereItRuns } from './node/own/whereItRuns.ts';

// The entry of dist/watchdog.js: a thread that ends its process when code of a person's does not come back (node/own/watchdog.ts).

const { marks, status, files, places, seconds } = workerData as WatchdogSetup;
const seen = new Int32Array(marks);
const [tick, stderr] = [250, 2];
/** Turns of this thread to find out where it runs: a line is worth a quarter of a minute. */
const turns = 60;
let [turn, ticks] = [-1, 0];

// Ticks are counted, not time: a machine that was asleep is no endless loop.
const clock = setInterval(() => {
  const now = Atomics.load(seen, 1);
  ticks = Atomics.load(seen, 0) > 0 && now === turn ? ticks + 1 : 0;
  turn = now;
  if (ticks * tick < seconds * 1000) return;
  clearInterval(clock);
  void whereItRuns(new Map(places), turns).then(place => end(`${place ?? files[Atomics.load(seen, 2)] ?? 'A cell'} still runs after ${seconds} s: an endless loop?`));
}, tick);

function end(reason: string): void {
  try {
    if (status !== undefined) writeFailed(status, reason);
  } finally {
    writeSync(stderr, `${reason}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}

function writeFailed(file: string, reason: string): void {
  const { owner, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { owner?: { socket?: string } };
  writeFileSync(`${file}.watchdog`, `${JSON.stringify({ ...rest, state: 'failed', reason, heartbeat: Date.now() }, null, 2)}\n`);
  renameSync(`${file}.watchdog`, file);
  if (owner?.socket !== undefined && process.platform !== 'win32') rmSync(owner.socket, { force: true });
}
