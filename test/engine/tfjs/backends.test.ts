import { describe, expect, it } from 'vitest';
import { readKernels } from '../kernels/builds.ts';
import { startTfjs } from '../../../src/engine/tfjs/backends.ts';

describe('where WebAssembly does not start', () => {
  const nowhere = (file: string) => `/nowhere/${file}`;

  it('`auto` computes in plain JavaScript and says why', async () => {
    const engine = await startTfjs({ device: 'auto', wasmPath: nowhere, readKernels });
    expect(engine.resolved.device).toBe('cpu');
    expect(engine.notes).toEqual([
      { level: 'warning', message: expect.stringContaining('/nowhere/tfjs-backend-wasm-simd.wasm') },
      { level: 'info', message: 'Computes with TensorFlow.js in plain JavaScript, one thread (`device` is "auto").' },
    ]);
  });

  it('`wasm` is refused with a sentence', async () => {
    await expect(startTfjs({ device: 'wasm', wasmPath: nowhere, readKernels })).rejects.toThrow('Set "device" to "auto" or "cpu"');
  });
});
