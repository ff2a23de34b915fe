import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { RpcClient } from '../../protocol/rpcClient.ts';
import type { SessionRequests } from '../../protocol/session.ts';
import type { Session } from '../platform.ts';

/** A step in progress is waited for, and a stop saves a checkpoint. */
const timeoutSeconds = 120;

/** @param path of the socket. @throws Error, in words, when nobody listens */
export function connectSession(path: string): Promise<Session> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', error => reject(new Error(`The training process does not answer (${error.message}).`)));
    socket.once('connect', () => resolve(sessionOver(socket)));
  });
}

function sessionOver(socket: Socket): Session {
  const client = new RpcClient<SessionRequests>(text => void socket.write(text), timeoutSeconds);
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => receiveOrHangUp(client, text, socket));
  socket.on('error', () => socket.destroy());
  const closed = new Promise<void>(resolve => socket.once('close', () => {
    client.close('The training process closed the connection.');
    resolve();
  }));
  return { request: (method, params) => client.request(method, params), closed, dispose: () => void socket.destroy() };
}

/** What doesn't speak the protocol is left. */
function receiveOrHangUp(client: RpcClient<SessionRequests>, text: string, socket: Socket): void {
  try {
    client.receive(text);
  } catch {
    socket.destroy();
  }
}
