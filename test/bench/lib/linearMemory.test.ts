import { expect, it } from 'vitest';
import { watchLinearMemory } from './linearMemory.ts';

const page = 65_536;
/** A module whose one memory, of two pages, it exports as `m`. */
const exporting = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 2, 7, 5, 1, 1, 0x6d, 2, 0]);

it('sees memories made alone, exported by an instance, and grown', async () => {
  const bytes = watchLinearMemory();
  expect(bytes()).toBe(0);
  const memory = new WebAssembly.Memory({ initial: 1 });
  expect(bytes()).toBe(page);
  await WebAssembly.instantiate(exporting);
  expect(bytes()).toBe(3 * page);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(exporting));
  expect(instance).toBeInstanceOf(WebAssembly.Instance);
  await WebAssembly.instantiate(new WebAssembly.Module(exporting));
  expect(bytes()).toBe(7 * page);
  memory.grow(4);
  expect(bytes()).toBe(11 * page);
});
