import { LineReader } from './lines.ts';
import { parseRequest } from './rpc.ts';
import type { RequestMap, RpcHandlers, RpcRequest, RpcResponse } from './rpc.ts';

/** The answering side of JSON lines over any duplex; a failing handler becomes an error answer. */
export class RpcServer<R extends RequestMap<R>> {
  readonly #lines = new LineReader(line => this.#take(parseRequest(line)));
  readonly #answering = new Set<Promise<void>>();

  constructor(private readonly handlers: RpcHandlers<R>, private readonly send: (text: string) => void) {}

  /** Takes text the duplex has read, in any pieces. @throws Error when it isn't the protocol: close the duplex then. */
  receive(text: string): void {
    this.#lines.push(text);
  }

  /** Every request so far is answered. */
  async idle(): Promise<void> {
    await Promise.all(this.#answering);
  }

  #take(request: RpcRequest): void {
    const answering = this.#answer(request).finally(() => this.#answering.delete(answering));
    this.#answering.add(answering);
  }

  async #answer(request: RpcRequest): Promise<void> {
    this.send(`${JSON.stringify(await answer(this.handlers, request))}\n`);
  }
}

/** Does what is asked. Never rejects: what a handler throws is the answer. */
export async function answer<R extends RequestMap<R>>(handlers: RpcHandlers<R>, { id, method, params }: RpcRequest): Promise<RpcResponse> {
  try {
    if (!Object.hasOwn(handlers, method)) throw new Error(`There is no request "${method}".`);
    return { id, ok: true, result: await handlers[method as keyof R](params) };
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
