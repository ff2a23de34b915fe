import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Missing } from './competitor.ts';
import type { Answer, Answers, Request } from './protocol.ts';

/** How one who competes is started. */
export interface Start {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

interface Waiting {
  resolve(line: string): void;
  reject(error: Error): void;
}

const longestAnswer = 15 * 60_000;

/** A process that competes. It is asked one thing at a time, and a question it dies of, or sleeps over, is answered by an error. */
export class Contestant {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #gone: Promise<void>;
  #waiting: Waiting | undefined;
  #end: Error | undefined;

  constructor({ name, program, parameters, env }: Start) {
    this.name = name;
    this.#process = spawn(program, parameters, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#process.stdout! }).on('line', line => this.#settle(waiting => waiting.resolve(line)));
    this.#process.stdin!.on('error', () => undefined); // Its end is told by `close`.
    this.#gone = new Promise(resolve => {
      this.#process.once('error', error => this.#died(`does not start: ${error.message}`));
      this.#process.once('close', (code, signal) => { this.#died(`ended with ${signal ?? code}`); resolve(); });
    });
  }

  /** @throws Missing where it lacks what it would compute with @throws Error with what went wrong */
  async ask<R extends Request>(request: R): Promise<Answers[R['do']]> {
    const answer = JSON.parse(await this.#line(JSON.stringify(request))) as Answer<R['do']>;
    if ('missing' in answer) throw new Missing(answer.missing);
    if ('error' in answer) throw new Error(`${this.name}: ${answer.error}`);
    return answer.ok;
  }

  /** Ends its input, upon which it ends itself; one that does not is killed. */
  async close(): Promise<void> {
    this.#process.stdin!.end();
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    await this.#gone;
    clearTimeout(late);
  }

  #line(request: string): Promise<string> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => { this.#process.kill('SIGKILL'); }, longestAnswer);
      const settled = <T>(settle: (value: T) => void) => (value: T) => { clearTimeout(late); settle(value); };
      this.#waiting = { resolve: settled(resolve), reject: settled(reject) };
      this.#process.stdin!.write(`${request}\n`);
    });
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) how(waiting);
  }

  #died(how: string): void {
    this.#end ??= new Error(`${this.name} ${how}.`);
    this.#settle(waiting => waiting.reject(this.#end!));
  }
}
