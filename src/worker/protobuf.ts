// Protocol Buffers' wire format, the writing half: a field is a key, `number << 3 | wire type`, then its value.

/** Low bits first, seven a byte. @param value a whole number from 0 up to 2⁵³ */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

const littleEndian = (size: number, set: (view: DataView) => void): number[] => {
  const view = new DataView(new ArrayBuffer(size));
  set(view);
  return [...new Uint8Array(view.buffer)];
};

export const integerField = (field: number, value: number): number[] => [field << 3, ...varint(value)];

export const doubleField = (field: number, value: number): number[] => [(field << 3) | 1, ...littleEndian(8, view => view.setFloat64(0, value, true))];

export const floatField = (field: number, value: number): number[] => [(field << 3) | 5, ...littleEndian(4, view => view.setFloat32(0, value, true))];

/** A string or a message within a message. */
export const bytesField = (field: number, bytes: ArrayLike<number>): number[] => [(field << 3) | 2, ...varint(bytes.length), ...Array.from(bytes)];
