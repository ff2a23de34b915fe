import { describe, expect, it } from 'vitest';
import type { CellSpec, LayerSpec } from '../../src/core/spec/experiment.ts';
import { startEngine } from '../../src/engine/start.ts';
import { startHelper } from '../../src/worker/node/computeThread.ts';
import { readKernels } from './kernels/builds.ts';
import { threadScript } from './planned/start.ts';
import { lstm } from './tfjs/models.ts';
import { wasmPath } from './tfjs/start.ts';

const none: LayerSpec['depth'] = { input: 0, hidden: 0, skip: false };

const unfused: CellSpec = { kind: 'minimalGated', recurrentInitialiser: 'orthogonal' };

const started = (engine: 'auto' | 'planned' | 'tfjs', directions: readonly LayerSpec['direction'][], depth = none, outputDepth = 0, cell: CellSpec = lstm) => startEngine({
  engine, device: 'wasm', threads: 1, training: { omega: 0 }, wasmPath, readKernels, startHelper: startHelper(threadScript),
  model: { layers: directions.map((direction) => ({ cell, hiddenSize: 2, direction, depth, dropout: 0 })), output: 'each', outputDepth, recurrence: 'hidden', context: { as: 'none' }, ending: 'symbol' },
});

describe('the choice of an engine', () => {
  it('plans what reads forward, backward, or both ways', async () => {
    expect((await started('auto', ['forward', 'forward'])).resolved.engine).toBe('planned');
    expect((await started('auto', ['forward', 'both', 'backward'])).resolved.engine).toBe('planned');
  });

  it('leaves a cell without a kernel to TensorFlow.js, and says why', async () => {
    const { resolved, notes } = await started('auto', ['forward'], none, 0, unfused);
    expect(resolved.engine).toBe('tfjs');
    expect(notes[0]).toEqual({ level: 'warning', message: 'There is no planned kernel for the cell "minimalGated". TensorFlow.js computes instead, ten and more times slower.' });
  });

  it('plans skips through time of any length', async () => {
    for (const delay of [2, 1000]) {
      const skip: CellSpec = { kind: 'skip', delay, connections: 'both', recurrentInitialiser: 'orthogonal' };
      expect((await started('auto', ['forward', 'both'], none, 0, skip)).resolved.engine).toBe('planned');
    }
  });

  it('leaves feedforward layers within a model to TensorFlow.js, too', async () => {
    for (const { resolved, notes } of [await started('auto', ['forward'], { ...none, hidden: 1 }), await started('auto', ['forward'], none, 1)]) {
      expect(resolved.engine).toBe('tfjs');
      expect(notes[0]!.message).toMatch(/^There is no planned kernel for feedforward layers within a model\. TensorFlow\.js computes instead/);
    }
  });

  it('refuses to plan it where that is asked for by name', async () => {
    await expect(started('planned', ['forward'], none, 0, unfused)).rejects.toThrow(
      'There is no planned kernel for the cell "minimalGated". Set "engine" to "auto" or "tfjs" to compute with TensorFlow.js.');
  });
});
