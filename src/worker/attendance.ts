export const abandonedAfterSeconds = 60;

/** Who is attached to a session. Left alone for a minute it is abandoned, unless the last one to attach asked it to go on. */
export class Attendance {
  #attached = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private keepRunning: boolean, private readonly onAbandoned: () => void) {
    this.#wait();
  }

  enter(keepRunning: boolean): void {
    this.#attached++;
    this.keepRunning = keepRunning;
    clearTimeout(this.#timer);
  }

  leave(): void {
    this.#attached--;
    if (this.#attached === 0) this.#wait();
  }

  dispose(): void {
    this.keepRunning = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (!this.keepRunning) this.#timer = setTimeout(this.onAbandoned, abandonedAfterSeconds * 1000);
  }
}
