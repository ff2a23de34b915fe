import { describe, expect, it } from 'vitest';
import { instantiate, loadKernels } from '../../../src/engine/kernels/load.ts';
import { readKernels, readOnlyPlain } from './builds.ts';

const tanhOfHalf = (module: WebAssembly.Module, memory: WebAssembly.Memory): number => {
  const numbers = new Float32Array(memory.buffer, 64, 4).fill(0.5);
  instantiate(module, memory).hyperbolicTangents(64, 64, 4);
  return numbers[3]!;
};

const memoryOf = (shared: boolean) => new WebAssembly.Memory(shared ? { initial: 1, maximum: 65536, shared } : { initial: 1 });

describe('the kernels', () => {
  it('are the relaxed build exactly where the platform takes it', async () => {
    const build = await loadKernels(readKernels, { shared: false });
    const relaxed = WebAssembly.validate(await readKernels('unfold-relaxed.wasm'));
    expect(build).toMatchObject({ relaxed, name: relaxed ? 'unfold-relaxed' : 'unfold-plain' });
  });

  it('fall back to plain SIMD', async () => {
    const build = await loadKernels(readOnlyPlain, { shared: true });
    expect(build).toMatchObject({ relaxed: false, name: 'unfold-plain-shared' });
  });

  it.each([false, true])('work in a memory that is given to them (shared: %s)', async (shared) => {
    const { module } = await loadKernels(readKernels, { shared });
    expect(tanhOfHalf(module, memoryOf(shared))).toBeCloseTo(Math.tanh(0.5), 7);
  });

  it('refuse a memory of the other kind', async () => {
    const { module } = await loadKernels(readKernels, { shared: true });
    expect(() => instantiate(module, memoryOf(false))).toThrow(WebAssembly.LinkError);
  });

  it('say which file could not be read', async () => {
    const missing = async (file: string): Promise<never> => { throw new Error(`no ${file}`); };
    await expect(loadKernels(missing, { shared: false })).rejects.toThrow('no unfold-relaxed.wasm');
  });
});
