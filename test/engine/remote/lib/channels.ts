import type { Channel, ChannelListener } from '../../../../src/engine/remote/channel.ts';

/** One end of a road in memory: what is sent arrives at the other end, later, as a copy. */
export class ChannelEnd implements Channel {
  other!: ChannelEnd;
  #listener: ChannelListener | undefined;
  #isOpen = true;
  /** While set, what is sent gets lost. */
  isCut = false;

  send(message: Uint8Array): void {
    if (!this.#isOpen || this.isCut) return;
    const copy = message.slice();
    setImmediate(() => this.other.#listener?.message(copy));
  }

  listen(listener: ChannelListener): void {
    this.#listener = listener;
  }

  close(): void {
    this.#isOpen = false;
  }

  /** As where the panel is closed: this end hears why. */
  end(reason: string): void {
    this.#isOpen = false;
    this.#listener?.closed(reason);
  }
}

export function channelPair(): [ChannelEnd, ChannelEnd] {
  const [here, there] = [new ChannelEnd(), new ChannelEnd()];
  here.other = there;
  there.other = here;
  return [here, there];
}
