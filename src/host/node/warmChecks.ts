import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readyToCheck } from '../../protocol/cellChecks.ts';
import type { Printed } from '../platform.ts';
import { printedBy } from './printedBy.ts';

/** So long after the last look nobody writes a cell: another begins cold. */
const idleMinutes = 15;
/** What takes some seconds on a machine with much to do hangs after that. */
const loadingMinutes = 1;

/** Where it was ended by a signal it has no exit code either. */
const isThere = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** A process that has begun and was not told yet what to look at. */
interface Spare {
  readonly child: ChildProcess;
  readonly env: string;
  /** Settles when all is loaded, with nothing, or when the process ended before, with why as far as that is known. */
  readonly failure: Promise<string | undefined>;
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
    const failure = await unlessStopped(spare.failure, stop, () => this.#keep(spare));
    if (failure !== undefined) throw new Error(`The process that looks at cells ended before it could${failure === '' ? '.' : `: ${failure}`}`);
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
    void spare.failure.then(failure => { if (failure !== undefined && this.#spare === spare) this.#spare = undefined; });
  }

  #drop(): void {
    clearTimeout(this.#idle);
    this.#spare?.child.kill();
    this.#spare = undefined;
  }

  #begun(): Spare {
    const env = this.environment();
    const child = spawn(process.execPath, [this.script, 'check', '--wait', '--json'], { windowsHide: true, env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
    return { child, env: JSON.stringify(env), failure: failureOf(child) };
  }
}

/** Of one that begins: what it complains of, where it ends before all is loaded; it is ended where that takes too long. */
async function failureOf(child: ChildProcess): Promise<string | undefined> {
  let complaint = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = () => child.stderr!.setEncoding('utf8').on('data', (part: string) => { complaint += part; });
  const failure = await new Promise<string | undefined>(resolve => {
    timer = setTimeout(() => resolve('it had not loaded after a minute.'), loadingMinutes * 60_000);
    child.once('error', ({ message }) => resolve(message)).once('exit', hear).once('close', () => resolve(complaint.trim()));
    child.on('message', message => message === readyToCheck && resolve(undefined));
  });
  clearTimeout(timer);
  child.off('exit', hear); // once it looks, what it complains of is read by who waits for that
  if (failure !== undefined) child.kill();
  return failure;
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
