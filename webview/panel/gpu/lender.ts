import type { FromLender, ToLender } from '../../../src/protocol/panel.ts';

/** Starts and ends the worker that computes on this window's graphics card, and passes messages on to it and from it. */
export class Lender {
  #worker: Worker | undefined;
  /** Came before the worker was there. */
  #waiting: ArrayBuffer[] = [];
  /** How often one was ended: a script that comes after that is not for the next. */
  #ends = 0;

  constructor(private readonly post: (message: FromLender) => void) {}

  hear(message: ToLender): void {
    switch (message.type) {
      case 'lend': return this.#start(message.script);
      case 'engine': return this.#pass(message.message);
      case 'return': return this.#end();
    }
  }

  #start(script: string): void {
    this.#load(script).catch((error: Error) => this.#lose(`The panel could not start its graphics worker (${error.message}).`));
  }

  /** A worker in a webview may not load from the extension's folder: it starts from a copy. */
  async #load(script: string): Promise<void> {
    const ends = this.#ends;
    const response = await fetch(script);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const copy = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
    if (ends === this.#ends) this.#work(new Worker(copy));
    URL.revokeObjectURL(copy);
  }

  #work(worker: Worker): void {
    worker.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.post({ type: 'engine', message: data });
    worker.onerror = ({ message }) => this.#lose(`The panel's graphics worker failed (${message}).`);
    this.#worker = worker;
    for (const message of this.#waiting.splice(0)) this.#pass(message);
  }

  #pass(message: ArrayBuffer): void {
    if (this.#worker) this.#worker.postMessage(message, [message]);
    else this.#waiting.push(message);
  }

  #lose(reason: string): void {
    this.post({ type: 'engineLost', reason });
    this.#end();
  }

  #end(): void {
    this.#ends++;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#waiting = [];
  }
}
