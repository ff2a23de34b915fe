import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, getKernel } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { unroll } from '../../../src/core/cells/unroll.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { Engine } from '../../../src/core/train/engine.ts';
import { startTfjs } from '../../../src/engine/tfjs/backends.ts';
import { sequenceForwardKernel } from '../../../src/engine/tfjs/heap/kernels.ts';
import { readKernels } from '../kernels/builds.ts';
import { textBatch, textPlan } from './batches.ts';
import { lstm, textModel } from './models.ts';
import { start, wasmPath } from './start.ts';

type Handle = { asm: Record<string, unknown> };

/** Starts the WASM backend; what it keeps its memory under is replaced before our kernels look for it. */
async function startWith(memory: unknown): Promise<Engine> {
  const wasm = (): Handle => (backend() as BackendWasm).wasm as unknown as Handle;
  const readAndReplace = async (file: string) => {
    wasm().asm = { ...wasm().asm, memory };
    return readKernels(file);
  };
  return startTfjs({ device: 'wasm', wasmPath, readKernels: readAndReplace });
}

async function losses(engine: Engine): Promise<number[]> {
  const model = await engine.compile(textModel(lstm), textPlan, 1);
  const found = [];
  for (const seed of [0, 1, 2]) found.push((await model.run(textBatch(seed, { B: 3, tau: 5 }))).loss);
  model.dispose();
  return found;
}

it.each([
  ['not there', undefined],
  ['another memory than the heap', new WebAssembly.Memory({ initial: 1 })],
])('where the memory of TensorFlow.js is %s, its own kernels serve, and the notes say so', async (_, memory) => {
  const engine = await startWith(memory);
  expect(engine.notes.filter(({ level }) => level === 'warning')).toEqual([{
    level: 'warning', message: 'The memory of this TensorFlow.js is not where it was tested: its own kernels compute, several times slower.',
  }]);
  expect(engine.unroll).toBe(unroll);
  expect(getKernel(sequenceForwardKernel, 'wasm')).toBeUndefined();
  const found = await losses(engine);
  expect(relativeError(found, await losses(await start('cpu')))).toBeLessThan(1e-5);
});
