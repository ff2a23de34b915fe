/** Calls at the beginning that try both ways in turn: the very first are slow, until their code is compiled well. */
const firstCalls = 6;
/** Calls after which the slower way is tried again: what else the machine does may have changed. */
const trial = 64;

/**
 * Which of two ways to do the same is quicker now: alone, or with other threads, which wait for each other many times and lose when
 * other programs want their processors. Both give the same bits, so that it matters to nobody else which is taken.
 */
export class Quicker {
  /** Milliseconds that a step took when it was last tried. */
  #alone = 0;
  #together = 0;
  #calls = 0;

  constructor(private readonly now = (): number => performance.now()) {}

  /** Does so many steps the quicker way. */
  run(steps: number, work: (together: boolean) => void): void {
    const together = this.#choose();
    const since = this.now();
    work(together);
    const taken = (this.now() - since) / steps;
    if (together) this.#together = taken;
    else this.#alone = taken;
    this.#calls++;
  }

  #choose(): boolean {
    if (this.#calls < firstCalls) return this.#calls % 2 === 0;
    const quicker = this.#together <= this.#alone;
    return this.#calls % trial === 0 ? !quicker : quicker;
  }
}
