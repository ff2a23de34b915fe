/** Pieces that are done alone before the first is done together, since a kernel's first call waits for its compilation; and at most after one that took too long. */
const [first, most] = [2, 64];

/** Pieces after which it is seen anew how long one takes alone: what was measured once may have been slow by chance. */
const anew = 64;

/** How a piece is done. What a thread does beside the work of the others takes longer than alone, since they share what memory and caches can give. */
export type Way = 'alone' | 'beside' | 'together';

/**
 * Whether threads do a piece of work together or one does it alone: whatever was faster when it was tried last. Together they wait for
 * each other after each step, and beside another program that wants the processors each wait is for a thread that does not run.
 */
export class Company {
  /** Milliseconds of a step when one thread did it. */
  #alone = Infinity;
  /** Pieces since that was measured. */
  #age = Infinity;
  /** Pieces until it is tried together. */
  #until = first;
  #penalty = 1;

  constructor(private readonly now = () => performance.now()) {}

  get wanted(): boolean {
    return this.#until === 0;
  }

  /** Whether the next piece is to be done alone though they are to do them together. */
  get due(): boolean {
    return this.#age >= anew;
  }

  /** Does a piece of so many steps. */
  do(steps: number, way: Way, piece: () => void): void {
    const since = this.now();
    piece();
    const took = (this.now() - since) / steps;
    this.#age++;
    if (way === 'together') this.#compare(took);
    else this.#until = Math.max(0, this.#until - 1);
    if (way === 'alone') [this.#alone, this.#age] = [took, 0];
  }

  /** @param took milliseconds of a step that was done together */
  #compare(took: number): void {
    if (took <= this.#alone) this.#penalty = 1;
    else {
      this.#until = this.#penalty;
      this.#penalty = Math.min(most, 2 * this.#penalty);
    }
  }
}
