import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../src/engine/remote/packing.ts';

describe('a packed message', () => {
  it('comes back as it was: arrays, numbers that JSON lacks, text of any length', () => {
    for (const word of ['', 'ü', 'abc', 'abcd', '☃'.repeat(1000)]) {
      const message = {
        word, none: null, yes: true, deep: [{ x: Float32Array.of(1.5, NaN, -Infinity), y: new Int32Array([7, -1]) }, new Float32Array()],
        numbers: [NaN, Infinity, -Infinity, 1e-300],
      };
      expect(unpack(pack(message))).toEqual(message);
    }
  });

  it('is read from the middle of a buffer, and its arrays are their own', () => {
    const packed = pack({ x: Float32Array.of(1, 2, 3) });
    const around = new Uint8Array(packed.length + 6);
    around.set(packed, 3);
    const { x } = unpack(around.subarray(3, 3 + packed.length)) as { x: Float32Array };
    around.fill(0);
    expect(x).toEqual(Float32Array.of(1, 2, 3));
    expect(x.byteOffset).toBe(0);
  });

  it('holds of a view only what it shows', () => {
    const view = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    expect(unpack(pack({ view }))).toEqual({ view: Float32Array.of(1, 2) });
  });
});
