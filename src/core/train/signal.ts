/** A condition variable: lets several parties wait until something is so, and settles them all when it comes to be. */
export class Signal {
  #waiting: { readonly test: () => boolean; readonly settle: () => void }[] = [];

  /** Settles as soon as `test()` holds: now, or when a `notify()` finds it so. */
  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    return new Promise(settle => this.#waiting.push({ test, settle }));
  }

  /** Something has changed: looks at every waiting test again. */
  notify(): void {
    const ready = this.#waiting.filter(({ test }) => test());
    this.#waiting = this.#waiting.filter(each => !ready.includes(each));
    for (const { settle } of ready) settle();
  }
}
