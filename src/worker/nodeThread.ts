import { parentPort, workerData } from 'node:worker_threads';
import { help } from '../engine/threads/helper.ts';
import type { HelperSetup } from '../engine/threads/helper.ts';

// A compute thread of a training process: `workerData` is what it needs to begin.

parentPort!.postMessage('started');
help(workerData as HelperSetup);
