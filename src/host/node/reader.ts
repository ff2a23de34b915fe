import { parentPort } from 'node:worker_threads';
import type { ReaderRequests } from '../../protocol/reader.ts';
import type { RpcHandlers, RpcRequest } from '../../protocol/rpc.ts';
import { answer } from '../../protocol/rpcServer.ts';
import { readerHandlers } from './readerHandlers.ts';
import { transferables } from './transferables.ts';

// The entry of dist/reader.js: a thread beside the extension host that parses journals and checkpoints.

/** Requests come from our own host, typed (readerThread.ts). */
const handlers = readerHandlers as RpcHandlers<ReaderRequests>;

async function respond(request: RpcRequest): Promise<void> {
  const response = await answer(handlers, request);
  parentPort?.postMessage(response, response.ok ? transferables(response.result) : []);
}

parentPort?.on('message', (request: RpcRequest) => void respond(request));
