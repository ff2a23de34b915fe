import { availableParallelism } from 'node:os';
import type { LabRequests } from '../protocol/lab.ts';
import type { RpcHandlers, RpcRequest } from '../protocol/rpc.ts';
import { answer } from '../protocol/rpcServer.ts';
import { labHandlers } from './lab/labHandlers.ts';
import { searchHandlers } from './lab/search/searchHandlers.ts';
import { labFiles } from './node/labFiles.ts';
import { reservoirKernels } from './node/reservoirKernels.ts';
import { searchThreads } from './node/searchThreads.ts';

// The entry of dist/lab.js: a process beside the extension host in which echo state networks are fitted. It ends with the host.

const breathe = () => new Promise<void>(resolve => setImmediate(resolve));
const files = labFiles(breathe);

/** How many fits a person waits for; the threads of a search look at it. */
const fits = new Int32Array(new SharedArrayBuffer(4));

async function beforeSearches<T>(fitting: Promise<T>): Promise<T> {
  Atomics.add(fits, 0, 1);
  try {
    return await fitting;
  } finally {
    Atomics.sub(fits, 0, 1);
    Atomics.notify(fits, 0);
  }
}

const searches = searchHandlers({
  ...files, startCrew: searchThreads(__dirname, Math.max(2, availableParallelism() - 1), fits), sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
});

const handlers = Promise.all([reservoirKernels(__dirname), reservoirKernels(__dirname, 1)]).then(([openWorkspace, openAside]) => ({
  ...searches, ...labHandlers({ openWorkspace, openAside, breathe, ...files, now: () => performance.now(), firstId: Date.now() }),
}));

async function respond(request: RpcRequest): Promise<void> {
  const answering = answer(await handlers as RpcHandlers<LabRequests>, request);
  process.send?.(await (request.method === 'fit' ? beforeSearches(answering) : answering));
}

process.on('message', (request: RpcRequest) => void respond(request));
process.on('disconnect', () => process.exit());
