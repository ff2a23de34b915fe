import { float8e4m3, smallFloat } from './smallFloat.ts';

/** How a dtype of the format is stored. Little-endian, as is every platform this runs on. */
interface Storage {
  readonly bytes: number;
  /** `buffer` starts at an element and holds whole ones. 64-bit integers beyond 2⁵³ are rounded. */
  decode(buffer: ArrayBuffer): ArrayLike<number>;
}

const float16 = lookUp(2 ** 16, (bits) => smallFloat(bits, 5, 10));
const bfloat16 = lookUp(2 ** 16, (bits) => smallFloat(bits, 8, 7));
const float8e5m2 = lookUp(2 ** 8, (bits) => smallFloat(bits, 5, 2));
const float8e4m3Table = lookUp(2 ** 8, float8e4m3);

const storages = {
  F64: { bytes: 8, decode: (buffer) => new Float64Array(buffer) },
  F32: { bytes: 4, decode: (buffer) => new Float32Array(buffer) },
  F16: { bytes: 2, decode: (buffer) => float16(new Uint16Array(buffer)) },
  BF16: { bytes: 2, decode: (buffer) => bfloat16(new Uint16Array(buffer)) },
  F8_E4M3: { bytes: 1, decode: (buffer) => float8e4m3Table(new Uint8Array(buffer)) },
  F8_E5M2: { bytes: 1, decode: (buffer) => float8e5m2(new Uint8Array(buffer)) },
  I64: { bytes: 8, decode: (buffer) => Array.from(new BigInt64Array(buffer), Number) },
  I32: { bytes: 4, decode: (buffer) => new Int32Array(buffer) },
  I16: { bytes: 2, decode: (buffer) => new Int16Array(buffer) },
  I8: { bytes: 1, decode: (buffer) => new Int8Array(buffer) },
  U64: { bytes: 8, decode: (buffer) => Array.from(new BigUint64Array(buffer), Number) },
  U32: { bytes: 4, decode: (buffer) => new Uint32Array(buffer) },
  U16: { bytes: 2, decode: (buffer) => new Uint16Array(buffer) },
  U8: { bytes: 1, decode: (buffer) => new Uint8Array(buffer) },
  BOOL: { bytes: 1, decode: (buffer) => new Uint8Array(buffer) },
} as const satisfies Record<string, Storage>;

export type Dtype = keyof typeof storages;

export const dtypes = Object.keys(storages) as readonly Dtype[];

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(storages, value);
}

/** Bytes of one element. */
export function bytesOf(dtype: Dtype): number {
  return storages[dtype].bytes;
}

/** The numbers that `bytes` hold: whole elements of `dtype`. Truth values read as 0 and 1; integers beyond 2⁵³ are rounded. */
export function decode(dtype: Dtype, bytes: Uint8Array): ArrayLike<number> {
  return storages[dtype].decode(new Uint8Array(bytes).buffer); // a copy: `slice` of a Node Buffer is a view
}

/** Decodes by a table of every bit pattern, made when first used. */
function lookUp(patterns: number, valueOf: (bits: number) => number): (bits: Uint8Array | Uint16Array) => Float32Array {
  let table: Float32Array | undefined;
  return (bits) => {
    const values = (table ??= Float32Array.from({ length: patterns }, (_, pattern) => valueOf(pattern)));
    const decoded = new Float32Array(bits.length);
    for (let k = 0; k < bits.length; k++) decoded[k] = values[bits[k]!]!;
    return decoded;
  };
}
