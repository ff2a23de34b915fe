import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { NumberTable } from '../core/data/numberTable.ts';
import type { RpcRequest } from '../protocol/rpc.ts';
import { answer } from '../protocol/rpcServer.ts';
import { KeptDrives } from './lab/kept.ts';
import { KeptPooled } from './lab/keptPooled.ts';
import { rememberedDrawings } from './lab/search/drawings.ts';
import { scoreTrial } from './lab/search/scoreTrial.ts';
import type { TrialTask } from './lab/search/scoreTrial.ts';
import { reservoirKernels } from './node/reservoirKernels.ts';
import type { SearchSetup } from './node/searchThreads.ts';

// The entry of dist/search.js: a thread that fits one network after another to the same table, and tells how each does.

const { dist, table: known, columns, fits } = workerData as SearchSetup;
const table: NumberTable = { ...known, column: (index) => columns.get(index)! };
const kernels = reservoirKernels(dist, 1); // the threads of a search are many already

// On Linux a priority is the calling thread's own: what a person waits for goes before. Elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** Rests while somebody waits for a fit. */
async function breathe(): Promise<void> {
  for (let under = Atomics.load(fits, 0); under > 0; under = Atomics.load(fits, 0)) Atomics.wait(fits, 0, under);
}

/** Every trial has the same seeds: what was drawn for one is only scaled for the next of as many units. */
const draw = rememberedDrawings(2 ** 27);

/** Trials with another ridge alone are only solved for. */
const [kept, pooled] = [new KeptDrives(2 ** 27), new KeptPooled(2 ** 26)];

const handlers = { trial: async (task: unknown) => scoreTrial(table, task as TrialTask, { openWorkspace: await kernels, breathe, draw, kept, pooled }) };

parentPort!.on('message', (request: RpcRequest) => void answer(handlers, request).then((response) => parentPort!.postMessage(response)));
