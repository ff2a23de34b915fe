import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { openTable } from '../core/data/open.ts';
import type { NumberTable } from '../core/data/numberTable.ts';
import type { LabRequests } from '../protocol/lab.ts';
import type { RpcHandlers, RpcRequest } from '../protocol/rpc.ts';
import { answer } from '../protocol/rpcServer.ts';
import { labHandlers } from './lab/labHandlers.ts';
import { searchHandlers } from './lab/search/searchHandlers.ts';
import { reservoirKernels } from './node/reservoirKernels.ts';
import { searchThreads } from './node/searchThreads.ts';

// The entry of dist/lab.js: a process beside the extension host in which echo state networks are fitted. It ends with the host.

let read: { readonly key: string; readonly table: Promise<NumberTable> } | undefined;

/** Columns are parsed once, however often a slider moves. */
async function readTable(file: string, wanted: readonly string[]): Promise<NumberTable> {
  const changed = await stat(file).then(({ mtimeMs, size }) => `${mtimeMs} ${size}`, () => '');
  const key = [file, changed, ...wanted].join('\n');
  if (read?.key !== key) read = { key, table: openTable(file, wanted, path => readFile(path)).then(withKeptColumns) };
  return read.table;
}

function withKeptColumns(table: NumberTable): NumberTable {
  const kept = new Map<number, Float64Array>();
  return {
    ...table,
    column(index) {
      const column = kept.get(index) ?? table.column(index);
      kept.set(index, column);
      return column;
    },
  };
}

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
  readTable, startCrew: searchThreads(__dirname, Math.max(2, availableParallelism() - 1), fits), sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
});

const breathe = () => new Promise<void>(resolve => setImmediate(resolve));
const handlers = Promise.all([reservoirKernels(__dirname), reservoirKernels(__dirname, 1)]).then(([openWorkspace, openAside]) => ({
  ...searches, ...labHandlers({ openWorkspace, openAside, breathe, readTable, now: () => performance.now() }),
}));

async function respond(request: RpcRequest): Promise<void> {
  const answering = answer(await handlers as RpcHandlers<LabRequests>, request);
  process.send?.(await (request.method === 'fit' ? beforeSearches(answering) : answering));
}

process.on('message', (request: RpcRequest) => void respond(request));
process.on('disconnect', () => process.exit());
