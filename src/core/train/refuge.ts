import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { CompiledModel, EngineLost } from './engine.ts';
import type { Note } from './records.ts';

/** The same model on an engine that cannot be lost, and what a person should know of that engine. */
export interface Shelter {
  readonly model: CompiledModel;
  readonly notes: readonly Note[];
}

/** A checkpoint, or the beginning of a run: no tensors yet. */
export type Place = Omit<Checkpoint, 'tensors'> & Partial<Pick<Checkpoint, 'tensors'>>;

const keptForSeconds = 10;

/** For a run whose engine may be lost: keeps the place it would go on from, and knows where. */
export class Refuge {
  #place: Place;
  #keptAt: number;

  /**
   * @param makeShelter undefined where the engine cannot be lost: then nothing is ever due
   * @param start where the run begins
   * @param now milliseconds
   */
  constructor(private readonly makeShelter: (() => Promise<Shelter>) | undefined, start: Place, private readonly now: () => number) {
    this.#place = start;
    this.#keptAt = now();
  }

  /** The place kept is older than ten seconds. */
  get isDue(): boolean {
    return this.makeShelter !== undefined && this.now() - this.#keptAt >= keptForSeconds * 1000;
  }

  /** The place kept is not the one after this step. */
  lacks(step: number): boolean {
    return this.makeShelter !== undefined && this.#place.step !== step;
  }

  keep(place: Place): void {
    if (this.makeShelter === undefined) return;
    this.#place = place;
    this.#keptAt = this.now();
  }

  /** @throws EngineLost, the one given, where there is nowhere to go on */
  async enter(lost: EngineLost): Promise<Shelter & { readonly place: Place }> {
    if (this.makeShelter === undefined) throw lost;
    return { ...await this.makeShelter(), place: this.#place };
  }
}
