import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { RpcServer } from '../../protocol/rpcServer.ts';
import type { SessionRequests } from '../../protocol/session.ts';
import type { Session } from '../session.ts';
import { SessionClient } from '../sessionClient.ts';
import { removeSocket } from './socketPath.ts';

/** Answers requests to a session over a local socket. */
export class SocketServer {
  readonly #clients = new Map<Socket, RpcServer<SessionRequests>>();

  private constructor(private readonly path: string, private readonly server: Server) {}

  /** @throws Error when the socket cannot be opened */
  static async listen(path: string, session: Session): Promise<SocketServer> {
    const server = createServer();
    const listening = new SocketServer(path, server);
    server.on('connection', socket => listening.#serve(socket, session));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
    return listening;
  }

  /** Answers what was asked, which takes a session that has ended, and closes every connection. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    for (const [socket, rpc] of this.#clients) {
      await rpc.idle();
      socket.destroySoon();
    }
    await closed;
    await removeSocket(this.path);
  }

  /** Breaks every connection off. */
  async abort(): Promise<void> {
    this.server.close();
    for (const socket of this.#clients.keys()) socket.destroy();
    await removeSocket(this.path);
  }

  #serve(socket: Socket, session: Session): void {
    const client = new SessionClient(session);
    const rpc = new RpcServer(client.handlers, text => void socket.write(text));
    this.#clients.set(socket, rpc);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => receiveOrHangUp(rpc, text, socket));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#clients.delete(socket);
      client.leave();
    });
  }
}

/** What doesn't speak the protocol gets no answer. */
function receiveOrHangUp(rpc: RpcServer<SessionRequests>, text: string, socket: Socket): void {
  try {
    rpc.receive(text);
  } catch {
    socket.destroy();
  }
}
