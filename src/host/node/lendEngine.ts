import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { FrameReader, engineHead, farewellFrame } from '../../protocol/frames.ts';
import { LineReader } from '../../protocol/lines.ts';
import { parseResponse } from '../../protocol/rpc.ts';
import type { Result } from '../../protocol/session.ts';
import type { Loan } from '../platform.ts';

type Hear = (message: Uint8Array<ArrayBuffer>) => void;

/**
 * Offers an engine to a session. Where it is wanted, the connection is turned round: the session asks, in binary frames.
 * @param path of the session's socket
 * @param hear is told each message for the engine
 */
export function lendEngine(path: string, renderer: string, hear: Hear): Promise<Loan | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', error => reject(new Error(`The training process does not answer (${error.message}).`)));
    socket.once('close', () => resolve(undefined));
    socket.once('connect', () => socket.write(`${JSON.stringify({ id: 1, method: 'lend', params: { renderer } })}\n`));
    receive(socket, hear, isWanted => resolve(isWanted ? loanOver(socket) : undefined));
  });
}

/** First a line, the answer to the offer; then frames. */
function receive(socket: Socket, hear: Hear, answered: (isWanted: boolean) => void): void {
  const frames = new FrameReader({ engine: hear, farewell: () => void socket.destroy() });
  const lines = new LineReader(line => {
    const response = parseResponse(line);
    const isWanted = response.ok && (response.result as Result<'lend'>).wanted;
    if (!isWanted) socket.destroy();
    answered(isWanted);
  });
  let isLine = true;
  socket.on('data', (bytes: Buffer) => {
    const end = isLine ? bytes.indexOf('\n') + 1 : 0;
    try {
      if (isLine) lines.push(bytes.toString('utf8', 0, end || bytes.length));
      if (!isLine || end > 0) frames.push(bytes.subarray(end));
    } catch {
      socket.destroy();
    }
    isLine &&= end === 0;
  });
}

function loanOver(socket: Socket): Loan {
  socket.on('error', () => socket.destroy());
  return {
    send(message) {
      socket.cork();
      socket.write(engineHead(message));
      socket.write(message);
      socket.uncork();
    },
    end: reason => void socket.end(farewellFrame(reason)),
    closed: new Promise(resolve => socket.once('close', () => resolve())),
  };
}
