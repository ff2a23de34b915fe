/** A road to the other side that keeps the order of what is sent. What a message holds is nobody's business on the way. */
export interface Channel {
  /** Sends a message, or drops it where the channel is closed. */
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Call once. What came before is heard first. */
  listen(listener: ChannelListener): void;
  close(): void;
}

export interface ChannelListener {
  message(message: Uint8Array): void;
  /** The other side is gone, once. @param reason a sentence: `The panel was closed.` */
  closed(reason: string): void;
}
