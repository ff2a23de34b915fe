import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/engine/kernels/arena.ts';

const arena = () => new Arena(new WebAssembly.Memory({ initial: 1 }));

describe('an arena', () => {
  it('gives each array cache lines of its own', () => {
    const it = arena();
    const first = it.take(4);
    const second = it.take(4);
    expect([first % 64, second % 64]).toEqual([0, 0]);
    expect(second - first).toBe(64);
  });

  it('grows, and keeps what was written', () => {
    const it = arena();
    const at = it.take(8);
    it.float64(at, 1)[0] = 0.1;
    const large = it.take(1_000_000);
    expect(it.memory.buffer.byteLength).toBeGreaterThanOrEqual(large + 1_000_000);
    expect(it.float64(at, 1)[0]).toBe(0.1);
  });

  it('leaves alone what lies before its start', () => {
    const { memory } = arena();
    const numbers = new Float32Array(memory.buffer, 0, 256).fill(1);
    const it = new Arena(memory, 1024);
    expect(it.take(16)).toBe(1024);
    expect(numbers.every((each) => each === 1)).toBe(true);
  });

  it('clears what was given back and is taken again', () => {
    const it = arena();
    const before = it.size;
    const at = it.take(16);
    it.int32(at, 4).fill(7);
    it.release(before);
    expect(it.take(16)).toBe(at);
    expect([...it.int32(at, 4)]).toEqual([0, 0, 0, 0]);
  });

  it('leaves what is there where it is taken as it is, and clears it for the next', () => {
    const it = arena();
    const before = it.size;
    it.int32(it.take(16), 4).fill(7);
    it.release(before);
    const at = it.takeAsItIs(16);
    expect([...it.int32(at, 4)]).toEqual([7, 7, 7, 7]);
    it.release(before);
    expect([...it.int32(it.take(16), 4)]).toEqual([0, 0, 0, 0]);
  });

  it('says so when there is no more memory', () => {
    expect(() => arena().take(2 ** 33)).toThrow(RangeError);
  });
});
