/**
 * A message as bytes: the length of its JSON (uint32, little-endian), the JSON, and after that, each at a multiple of four
 * bytes, the arrays of numbers in it. JSON has neither arrays of numbers nor NaN: `{ "$": … }` stands for one of these.
 */
type Stand = { readonly $: 'f32' | 'i32'; readonly at: number; readonly length: number } | { readonly $: 'number'; readonly text: string };

const headBytes = 4;
const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

export function pack(message: object): Uint8Array<ArrayBuffer> {
  const arrays: (Float32Array | Int32Array)[] = [];
  let at = 0;
  const json = new TextEncoder().encode(JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', text: String(value) } satisfies Stand;
    if (!(value instanceof Float32Array || value instanceof Int32Array)) return value;
    arrays.push(value);
    const stand: Stand = { $: value instanceof Float32Array ? 'f32' : 'i32', at, length: value.length };
    at += value.byteLength;
    return stand;
  }));
  const begin = aligned(headBytes + json.length);
  const bytes = new Uint8Array(begin + at);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, headBytes);
  let offset = begin;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/** What was packed; its arrays own their memory. @throws Error where it is no such message */
export function unpack(bytes: Uint8Array): unknown {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const begin = aligned(headBytes + length);
  const array = (at: number, count: number) => bytes.slice(begin + at, begin + at + 4 * count).buffer as ArrayBuffer;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(headBytes, headBytes + length)), (_, value: unknown) => {
    const stand = value as Stand | null;
    if (typeof stand !== 'object' || stand === null) return value;
    switch (stand.$) {
      case 'f32': return new Float32Array(array(stand.at, stand.length));
      case 'i32': return new Int32Array(array(stand.at, stand.length));
      case 'number': return Number(stand.text);
      default: return value;
    }
  });
}
