/** Pieces that are done alone before the first is done together, since a kernel's first call waits for its compilation; and at most after one that took too long. */
const [first, most] = [2, 64];

/**
 * Whether threads do a piece of work together or one does it alone: whatever was faster when it was tried last. Together they wait for
 * each other after each step, and beside another program that wants the processors each wait is for a thread that does not run.
 */
export class Company {
  /** Milliseconds of a step when one thread did it. */
  #alone = Infinity;
  /** Pieces until it is tried together. */
  #until = first;
  #penalty = 1;

  constructor(private readonly now = () => performance.now()) {}

  get wanted(): boolean {
    return this.#until === 0;
  }

  /** Does a piece of so many steps. */
  do(steps: number, together: boolean, piece: () => void): void {
    const since = this.now();
    piece();
    const took = (this.now() - since) / steps;
    if (!together) {
      this.#alone = took;
      this.#until = Math.max(0, this.#until - 1);
    } else if (took <= this.#alone) this.#penalty = 1;
    else {
      this.#until = this.#penalty;
      this.#penalty = Math.min(most, 2 * this.#penalty);
    }
  }
}
