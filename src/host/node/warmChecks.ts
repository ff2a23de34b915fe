import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Printed } from '../platform.ts';
import { printedBy } from './printedBy.ts';

/** So long after the last look nobody writes a cell: another begins cold. */
const idleMinutes = 15;

/** Where it was ended by a signal it has no exit code either. */
const isThere = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

interface Spare {
  readonly child: ChildProcess;
  readonly env: string;
}

/**
 * Looks at cells, each in a process of its own, which begins where one is expected, and has loaded all that it needs by the time a cell is there.
 * Where none has begun, as a cell is opened that nothing was known of, the next one begins beside it, for when the cell is saved; else after that
 * look, which has the machine for itself.
 */
export class WarmChecks {
  #spare: Spare | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /** @param script path of `dist/cli.js` @param environment of such a process as it would be now */
  constructor(private readonly script: string, private readonly environment: () => NodeJS.ProcessEnv) {}

  /** A cell will be looked at before long: the process that does begins, unless one waits already. */
  expect(): void {
    this.#prepare();
  }

  /** @throws Error, in words, where it does not come to its own end */
  async look(cell: string, stop: AbortSignal): Promise<Printed> {
    const ready = this.#taken();
    const child = ready ?? this.#begun().child;
    child.stdin!.on('error', () => undefined); // it has ended: what it printed says why
    child.stdin!.end(`${cell}\n`);
    if (!ready) this.#prepare();
    return printedBy(child, stop).finally(() => this.#prepare());
  }

  dispose(): void {
    this.#isClosed = true;
    this.#drop();
  }

  /** One that has begun, where it is still there and what it may run is the same. */
  #taken(): ChildProcess | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#idle);
    if (spare && isThere(spare.child) && spare.env === JSON.stringify(this.environment())) return spare.child;
    spare?.child.kill();
    return undefined;
  }

  /** Where it cannot begin, the next look begins cold. */
  #prepare(): void {
    if (this.#isClosed || this.#spare) return;
    try {
      const spare = this.#spare = this.#begun();
      spare.child.once('error', () => { if (this.#spare === spare) this.#spare = undefined; });
      this.#idle = setTimeout(() => this.#drop(), idleMinutes * 60_000);
    } catch { /* and says itself why */ }
  }

  #drop(): void {
    clearTimeout(this.#idle);
    this.#spare?.child.kill();
    this.#spare = undefined;
  }

  #begun(): Spare {
    const env = this.environment();
    return { child: spawn(process.execPath, [this.script, 'check', '--wait', '--json'], { windowsHide: true, env, stdio: ['pipe', 'pipe', 'pipe'] }), env: JSON.stringify(env) };
  }
}
