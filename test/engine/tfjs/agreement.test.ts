import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { startTfjs } from '../../../src/engine/tfjs/backends.ts';
import { cellSpecs, nameOf } from '../../core/cells/experiments.ts';
import { readKernels } from '../kernels/builds.ts';
import { textBatch, textPlan } from './batches.ts';
import { textModel } from './models.ts';
import { start, wasmPath } from './start.ts';

describe('WebAssembly and plain JavaScript', () => {
  it('`auto` takes WebAssembly', async () => {
    const { resolved, notes } = await startTfjs({ device: 'auto', wasmPath, readKernels });
    expect(resolved.device).toBe('wasm');
    expect(notes).toEqual([{ level: 'info', message: 'Computes with TensorFlow.js on WebAssembly with SIMD, one thread (`device` is "auto").' }]);
  });

  const cases = cellSpecs.flatMap((cell) => (['forward', 'both'] as const).map((direction) => ({ name: `${nameOf(cell)} reading ${direction}`, cell, direction })));

  it.each(cases)('train alike, to 1e-5: $name', async ({ cell, direction }) => {
    const trained = async (device: 'wasm' | 'cpu') => {
      const model = await (await start(device)).compile(textModel(cell, 2, direction), textPlan, 1);
      const reports = [];
      for (let i = 0; i < 5; i++) reports.push(await model.run(textBatch(i, { continues: i > 0 })));
      const numbers = reports.flatMap(({ loss, gradNorms }) => [loss, ...Object.values(gradNorms)]);
      model.dispose();
      return numbers;
    };
    expect(relativeError(await trained('wasm'), await trained('cpu'))).toBeLessThan(1e-5);
  });
});
