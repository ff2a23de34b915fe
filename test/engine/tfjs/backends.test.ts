import { describe, expect, it, vi } from 'vitest';
import { startEngine } from '../../../src/engine/tfjs/backends.ts';

describe('where WebAssembly does not start', () => {
  const nowhere = (file: string) => `/nowhere/${file}`;

  it('`auto` computes in plain JavaScript and says why', async () => {
    const warn = vi.fn();
    const engine = await startEngine({ device: 'auto', wasmPath: nowhere, warn });
    expect(engine.name).toBe('cpu');
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('/nowhere/tfjs-backend-wasm-simd.wasm'));
  });

  it('`wasm` is refused with a sentence', async () => {
    await expect(startEngine({ device: 'wasm', wasmPath: nowhere, warn: vi.fn() })).rejects.toThrow('Set "device" to "auto" or "cpu"');
  });
});
