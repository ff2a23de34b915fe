import type { Socket } from 'node:net';
import type { Channel, ChannelListener } from '../../engine/remote/channel.ts';
import { FrameReader, engineHead } from '../../protocol/frames.ts';

/** Why a connection ends of which nobody took leave: with the extension host, its window is gone. */
const abruptly = 'The window of the panel was closed or reloaded.';

/** A connection whose roles are turned round: this process asks the engine at its other end. */
export class SocketChannel implements Channel {
  #listener: ChannelListener | undefined;
  #unheard: Uint8Array[] = [];
  #reason: string | undefined;
  #told = false;
  readonly #frames = new FrameReader({
    engine: message => this.#hear(message),
    farewell: reason => this.#end(reason),
  });

  /** @param ready settles when the connection's last answer is written: frames come after it */
  constructor(private readonly socket: Socket, private readonly ready: Promise<void>) {
    socket.once('close', () => this.#end(abruptly));
  }

  /** Bytes that the socket has read. */
  receive(bytes: Uint8Array): void {
    this.#frames.push(bytes);
  }

  send(message: Uint8Array): void {
    void this.ready.then(() => {
      if (this.#reason !== undefined || this.socket.destroyed) return;
      this.socket.cork();
      this.socket.write(engineHead(message));
      this.socket.write(message);
      this.socket.uncork();
    });
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
    for (const message of this.#unheard.splice(0)) listener.message(message);
    this.#tellEnd();
  }

  close(): void {
    this.socket.destroySoon();
  }

  #hear(message: Uint8Array): void {
    if (this.#listener) this.#listener.message(message);
    else this.#unheard.push(message);
  }

  #end(reason: string): void {
    this.#reason ??= reason;
    this.#tellEnd();
    this.socket.destroySoon();
  }

  #tellEnd(): void {
    if (this.#told || this.#reason === undefined || this.#listener === undefined) return;
    this.#told = true;
    this.#listener.closed(this.#reason);
  }
}
