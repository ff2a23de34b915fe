import { availableParallelism } from 'node:os';
import type { LabRequests } from '../protocol/lab.ts';
import type { RpcHandlers, RpcRequest } from '../protocol/rpc.ts';
import { answer } from '../protocol/rpcServer.ts';
import { labHandlers } from './lab/labHandlers.ts';
import { searchHandlers } from './lab/search/searchHandlers.ts';
import { labFiles } from './node/labFiles.ts';
import { waitedRequests } from './lab/waited.ts';
import { reservoirKernels } from './node/reservoirKernels.ts';
import { searchThreads } from './node/searchThreads.ts';

// The entry of dist/lab.js: a process beside the extension host in which echo state networks are fitted. It ends with the host.

/** A hand that still moves a slider is not disturbed. */
const restMilliseconds = 200;

/** Bytes that what is computed beside the fits keeps: what 500 units take is there again at once, and the hundreds of millions of a large reservoir's memory are given back. */
const mostKeptAside = 2 ** 26;

const breathe = () => new Promise<void>(resolve => setImmediate(resolve));
const files = labFiles(breathe);
const rest = () => new Promise<void>(resolve => setTimeout(resolve, restMilliseconds));

const waited = waitedRequests();

const searches = searchHandlers({
  ...files, startCrew: searchThreads(__dirname, Math.max(2, availableParallelism() - 1), waited.count), sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
});

const handlers = Promise.all([reservoirKernels(__dirname), reservoirKernels(__dirname, 1, mostKeptAside)]).then(([openWorkspace, openAside]) => ({
  ...searches, ...labHandlers({ openWorkspace, openAside, breathe, ...files, now: () => performance.now(), rest, firstId: Date.now() }),
}));

async function respond(request: RpcRequest): Promise<void> {
  const known = await handlers as RpcHandlers<LabRequests>;
  process.send?.(await waited.during(request.method, () => answer(known, request)));
}

process.on('message', (request: RpcRequest) => void respond(request));
process.on('disconnect', () => process.exit());
