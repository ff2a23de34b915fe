import type { Channel } from '../engine/remote/channel.ts';

/** A panel's graphics card, to be taken or declined, once. */
export interface Offer {
  /** Who draws there; empty where WebGL2 is missing. */
  readonly renderer: string;
  take(): Channel;
  decline(): void;
}

/** Where a session waits for the graphics card of a panel. What is offered before it waits is kept; afterwards nothing is wanted. */
export class LendingDesk {
  readonly #offers: Offer[] = [];
  #asked = 0;
  #arrived: () => void = () => undefined;
  #closed = false;

  /** @returns whether it is wanted: then the channel was made */
  offer(renderer: string, makeChannel: () => Channel): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise(wanted => {
      const offer: Offer = {
        renderer,
        take: () => {
          wanted(true);
          return makeChannel();
        },
        decline: () => wanted(false),
      };
      this.#offers.push(offer);
      this.#arrived();
    });
  }

  /** @returns the next offer, or undefined when none has come in that time */
  async next(seconds: number): Promise<Offer | undefined> {
    if (this.#offers.length === this.#asked) await this.#arrival(seconds);
    const offer = this.#offers[this.#asked];
    if (offer) this.#asked++;
    return offer;
  }

  /** Declines what was not taken, and whatever else comes. */
  close(): void {
    this.#closed = true;
    for (const offer of this.#offers) offer.decline();
  }

  #arrival(seconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#arrived = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
