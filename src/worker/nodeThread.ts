import { parentPort, workerData } from 'node:worker_threads';
import { help } from '../engine/planned/helper.ts';
import type { MemberSetup } from '../engine/planned/member.ts';

// A compute thread of a training process: `workerData` is what it needs to begin.

parentPort!.postMessage('started');
help(workerData as MemberSetup);
