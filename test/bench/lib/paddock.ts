import { Missing } from './competitor.ts';
import { Contestant } from './contestant.ts';
import { entrantName } from './entrants.ts';
import type { Entrant } from './entrants.ts';
import { startOf } from './starts.ts';

/** Every process that competes, started when first needed and kept for the workloads that follow. */
export class Paddock {
  readonly #contestants = new Map<string, Promise<Contestant>>();
  /** What each process says it is: versions, and the BLAS that was loaded. */
  readonly about: Record<string, string> = {};

  /** @throws Missing with what to install where it cannot start */
  get(entrant: Entrant): Promise<Contestant> {
    const name = entrantName(entrant);
    const known = this.#contestants.get(name) ?? this.#start(entrant);
    this.#contestants.set(name, known);
    return known;
  }

  async close(): Promise<void> {
    const started = await Promise.allSettled([...this.#contestants.values()]);
    this.#contestants.clear();
    await Promise.all(started.filter(each => each.status === 'fulfilled').map(({ value }) => value.close()));
  }

  async #start(entrant: Entrant): Promise<Contestant> {
    const contestant = new Contestant(await startOf(entrant));
    try {
      Object.assign(this.about, await contestant.ask({ do: 'about' }));
      return contestant;
    } catch (error) {
      await contestant.close();
      throw error instanceof Missing ? error : new Error(`${contestant.name} does not start: ${(error as Error).message}`);
    }
  }
}
