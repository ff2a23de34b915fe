import { createInterface } from 'node:readline';
import { Missing } from './competitor.ts';
import type { Prepare, Prepared } from './competitor.ts';
import { readTensors } from './exchange.ts';
import { measureMemory } from './measureMemory.ts';
import type { Answer, Request } from './protocol.ts';
import type { Workload } from './workload.ts';

/** Characters a sampling step is too short to be timed by itself: so many are timed together, the time divided. */
const charactersAtOnce = 64;

/**
 * Answers requests on standard input by lines on standard output, until input ends.
 * Whatever else the process prints goes to standard error, so that it does not look like an answer.
 */
export async function serve(prepare: Prepare, about: () => Readonly<Record<string, string>>): Promise<void> {
  console.log = console.info = console.error;
  const server = new Server(prepare, about);
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await server.answer(JSON.parse(line) as Request))}\n`);
  }
}

class Server {
  #now: { readonly prepared: Prepared; readonly workload: Workload } | undefined;

  constructor(private readonly prepare: Prepare, private readonly about: () => Readonly<Record<string, string>>) {}

  async answer(request: Request): Promise<Answer> {
    try {
      return { ok: await this.#do(request) };
    } catch (error) {
      return error instanceof Missing ? { missing: error.message } : { error: error instanceof Error ? error.stack ?? error.message : String(error) };
    }
  }

  async #do(request: Request) {
    switch (request.do) {
      case 'about': return this.about();
      case 'prepare': return this.#take(request.workload, request.file);
      case 'check': return this.#prepared.prepared.check();
      case 'time': return this.#time(request.milliseconds);
      case 'memory': return measureMemory(this.#prepared.prepared, request.steps);
    }
  }

  get #prepared() {
    if (!this.#now) throw new Error('No workload was prepared.');
    return this.#now;
  }

  async #take(workload: Workload, file: string): Promise<null> {
    this.#now?.prepared.dispose();
    this.#now = undefined;
    this.#now = { workload, prepared: await this.prepare(workload, await readTensors(file)) };
    return null;
  }

  async #time(milliseconds: number): Promise<number[]> {
    const { prepared, workload } = this.#prepared;
    const atOnce = workload.kind === 'sampling' ? charactersAtOnce : 1;
    const times: number[] = [];
    for (const end = performance.now() + milliseconds; times.length === 0 || performance.now() < end;) {
      const begin = performance.now();
      for (let i = 0; i < atOnce; i++) await prepared.step();
      times.push((performance.now() - begin) / atOnce);
    }
    return times;
  }
}
