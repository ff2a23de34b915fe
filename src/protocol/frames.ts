/**
 * Binary messages on a byte stream: each is its length (uint32, little-endian), one byte that says what it is, and so many
 * bytes. What a frame of an engine holds is nobody's business here; a farewell is a sentence, the last frame there is.
 */
const headBytes = 5;
const kinds = { engine: 0, farewell: 1 } as const;
const longestFrame = 512 * 1024 * 1024;

export interface FrameListener {
  engine(message: Uint8Array<ArrayBuffer>): void;
  farewell(reason: string): void;
}

/** The head of a frame around `message`, to be written before it. */
export const engineHead = (message: Uint8Array): Uint8Array => head(kinds.engine, message.length);

export function farewellFrame(reason: string): Uint8Array {
  const text = new TextEncoder().encode(reason);
  const frame = new Uint8Array(headBytes + text.length);
  frame.set(head(kinds.farewell, text.length));
  frame.set(text, headBytes);
  return frame;
}

function head(kind: number, length: number): Uint8Array {
  const bytes = new Uint8Array(headBytes);
  new DataView(bytes.buffer).setUint32(0, length, true);
  bytes[4] = kind;
  return bytes;
}

/** Cuts a stream of bytes into frames. A torn last frame waits for the rest of it. */
export class FrameReader {
  readonly #head = new Uint8Array(headBytes);
  #headLength = 0;
  #body: Uint8Array<ArrayBuffer> | undefined;
  #bodyLength = 0;

  constructor(private readonly listener: FrameListener) {}

  /** @throws Error where it is not this protocol */
  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#body ? this.#readBody(rest) : this.#readHead(rest);
  }

  #readHead(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, headBytes - this.#headLength);
    this.#head.set(part, this.#headLength);
    this.#headLength += part.length;
    if (this.#headLength === headBytes) this.#begin(new DataView(this.#head.buffer).getUint32(0, true));
    return bytes.subarray(part.length);
  }

  #begin(length: number): void {
    if (length > longestFrame) throw new Error('A frame is too long.');
    this.#body = new Uint8Array(length);
    this.#bodyLength = 0;
    if (length === 0) this.#end(this.#body);
  }

  #readBody(bytes: Uint8Array): Uint8Array {
    const body = this.#body!;
    const part = bytes.subarray(0, body.length - this.#bodyLength);
    body.set(part, this.#bodyLength);
    this.#bodyLength += part.length;
    if (this.#bodyLength === body.length) this.#end(body);
    return bytes.subarray(part.length);
  }

  #end(body: Uint8Array<ArrayBuffer>): void {
    this.#body = undefined;
    this.#headLength = 0;
    if (this.#head[4] === kinds.engine) this.listener.engine(body);
    else if (this.#head[4] === kinds.farewell) this.listener.farewell(new TextDecoder().decode(body));
    else throw new Error('There is no such kind of frame.');
  }
}
