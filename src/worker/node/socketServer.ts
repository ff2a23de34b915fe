import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { LendingDesk } from '../lendingDesk.ts';
import type { Session } from '../session.ts';
import { ServedSocket } from './servedSocket.ts';
import { removeSocket } from './socketPath.ts';

/** Answers requests to a session over a local socket. */
export class SocketServer {
  readonly #clients = new Set<ServedSocket>();

  private constructor(private readonly path: string, private readonly server: Server) {}

  /** @throws Error when the socket cannot be opened */
  static async listen(path: string, session: Session, desk: LendingDesk): Promise<SocketServer> {
    const server = createServer();
    const listening = new SocketServer(path, server);
    server.on('connection', socket => listening.#serve(socket, session, desk));
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
    return listening;
  }

  /** Answers what was asked, which takes a session that has ended, and closes every connection. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    for (const client of this.#clients) await client.close();
    await closed;
    await removeSocket(this.path);
  }

  /** Breaks every connection off. */
  async abort(): Promise<void> {
    this.server.close();
    for (const client of this.#clients) client.abort();
    await removeSocket(this.path);
  }

  #serve(socket: Socket, session: Session, desk: LendingDesk): void {
    const served = new ServedSocket(socket, session, desk);
    this.#clients.add(served);
    socket.on('close', () => this.#clients.delete(served));
  }
}
