import type { Socket } from 'node:net';
import { RpcServer } from '../../protocol/rpcServer.ts';
import type { SessionRequests } from '../../protocol/session.ts';
import type { LendingDesk } from '../lendingDesk.ts';
import type { Session } from '../session.ts';
import { SessionClient } from '../sessionClient.ts';
import { SocketChannel } from './socketChannel.ts';

/** One connection to a session: of requests, until it is turned round to lend an engine. */
export class ServedSocket {
  readonly #rpc: RpcServer<SessionRequests>;
  readonly #text = new TextDecoder();
  #channel: SocketChannel | undefined;

  constructor(private readonly socket: Socket, session: Session, desk: LendingDesk) {
    const client = new SessionClient(session, desk, () => this.#turnRound());
    this.#rpc = new RpcServer(client.handlers, text => void socket.write(text));
    socket.on('data', (bytes: Buffer) => this.#receiveOrHangUp(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => client.leave());
  }

  /** Answers what was asked, and closes. */
  async close(): Promise<void> {
    await this.#rpc.idle();
    this.socket.destroySoon();
  }

  abort(): void {
    this.socket.destroy();
  }

  #turnRound(): SocketChannel {
    const answered = new Promise<void>(resolve => setImmediate(resolve)).then(() => this.#rpc.idle());
    return this.#channel = new SocketChannel(this.socket, answered);
  }

  /** What doesn't speak the protocol gets no answer. */
  #receiveOrHangUp(bytes: Uint8Array): void {
    try {
      if (this.#channel) this.#channel.receive(bytes);
      else this.#rpc.receive(this.#text.decode(bytes, { stream: true }));
    } catch {
      this.socket.destroy();
    }
  }
}
