import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readyToCheck } from '../../protocol/cellChecks.ts';
import type { Printed } from '../platform.ts';
import { printedBy } from './printedBy.ts';

/** So long after the last look nobody writes a cell: another begins cold. */
const idleMinutes = 15;

/** Where it was ended by a signal it has no exit code either. */
const isThere = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** A process that has begun and was not told yet what to look at. */
interface Spare {
  readonly child: ChildProcess;
  readonly env: string;
  /** Settles when all is loaded: whether it is, or the process ended before. */
  readonly ready: Promise<boolean>;
}

/**
 * Looks at cells, each in a process of its own. It begins before, where a look is expected, and for the next one after each look, which has the machine
 * for itself, and has left our scripts as Node compiled them. Which cell is told once all is loaded that it needs: a look that is given up before, since
 * the cell was saved again, leaves its process to the next look.
 */
export class WarmChecks {
  #spare: Spare | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** @param script path of `dist/cli.js` @param environment of such a process as it would be now */
  constructor(private readonly script: string, private readonly environment: () => NodeJS.ProcessEnv) {}

  /** A cell will be looked at before long: the process that does begins, unless one waits already. Where it cannot begin, the next look begins cold, and says itself why. */
  expect(): void {
    if (this.#isClosed || this.#spare) return;
    try {
      this.#keep(this.#begun());
    } catch { /* as it does then */ }
  }

  /** @throws Error, in words, where it does not come to its own end */
  async look(cell: string, stop: AbortSignal): Promise<Printed> {
    const spare = this.#taken() ?? this.#begun();
    const isReady = await unlessStopped(spare.ready, stop, () => this.#keep(spare));
    if (!isReady) throw new Error('The process that looks at cells ended before it could.');
    spare.child.stdin!.on('error', () => undefined); // it has ended: what it printed says why
    spare.child.stdin!.end(`${cell}\n`);
    return printedBy(spare.child, stop).finally(() => this.expect());
  }

  dispose(): void {
    this.#isClosed = true;
    this.#drop();
  }

  /** One that has begun, where it is still there and what it may run is the same. */
  #taken(): Spare | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#idle);
    if (spare && isThere(spare.child) && spare.env === JSON.stringify(this.environment())) return spare;
    spare?.child.kill();
    return undefined;
  }

  #keep(spare: Spare): void {
    if (this.#isClosed || this.#spare) return void spare.child.kill();
    this.#spare = spare;
    this.#idle = setTimeout(() => this.#drop(), idleMinutes * 60_000);
    void spare.ready.then(isReady => { if (!isReady && this.#spare === spare) this.#spare = undefined; });
  }

  #drop(): void {
    clearTimeout(this.#idle);
    this.#spare?.child.kill();
    this.#spare = undefined;
  }

  #begun(): Spare {
    const env = this.environment();
    const child = spawn(process.execPath, [this.script, 'check', '--wait', '--json'], { windowsHide: true, env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
    const ready = new Promise<boolean>(resolve => {
      child.once('error', () => resolve(false)).once('exit', () => resolve(false));
      child.on('message', message => message === readyToCheck && resolve(true));
    });
    return { child, env: JSON.stringify(env), ready };
  }
}

/** @param given at once when it is stopped before it settles @throws Error then */
function unlessStopped<T>(work: Promise<T>, stop: AbortSignal, given: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      given();
      reject(new Error('It was given up.'));
    };
    if (stop.aborted) return stopped();
    stop.addEventListener('abort', stopped, { once: true });
    void work.then(resolve, reject).finally(() => stop.removeEventListener('abort', stopped));
  });
}
