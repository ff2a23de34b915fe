import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import type { Engine } from '../core/train/engine.ts';
import type { Note } from '../core/train/records.ts';
import { isDeep, readsBackward } from '../core/spec/chains.ts';
import { loadKernels } from './kernels/load.ts';
import { unfused } from './fused/index.ts';
import type { StartHelper } from './planned/crew.ts';
import { mostThreads } from './planned/control.ts';
import { PlannedEngine } from './planned/plannedEngine.ts';
import { startTfjs } from './tfjs/backends.ts';
import type { TfjsChoice } from './tfjs/backends.ts';
import { TfjsEngine } from './tfjs/tfjsEngine.ts';

/** What is asked for, and what the platform has to offer. */
export interface EngineChoice extends TfjsChoice, Pick<ResolvedExperiment, 'engine' | 'model'> {
  /** How many threads it may compute with. */
  readonly threads: number;
  readonly startHelper: StartHelper;
}

/**
 * Starts what computes: planned kernels where the model has some and the platform runs them, else TensorFlow.js. What was chosen,
 * and why, is in its notes. @throws Error, a sentence, where what was asked for by name can't be had
 */
export async function startEngine(choice: EngineChoice): Promise<Engine> {
  if (choice.engine === 'tfjs' || choice.device === 'cpu') return startTfjs(choice);
  const obstacle = obstacleTo(choice.model);
  const engine = obstacle ?? await startPlanned(choice);
  if (typeof engine !== 'string') return engine;
  if (choice.engine === 'planned') throw new Error(`${engine} Set "engine" to "auto" or "tfjs" to compute with TensorFlow.js.`);
  const tfjs = await startTfjs(choice);
  const cost = engine === forwardOnly ? 'each direction with a fused kernel on one thread, several times slower' : 'ten and more times slower';
  const notes: readonly Note[] = [{ level: 'warning', message: `${engine} TensorFlow.js computes instead, ${cost}.` }, ...tfjs.notes];
  return new TfjsEngine(tfjs.resolved.device, notes, tfjs.unroll);
}

const forwardOnly = 'Planned kernels read forward only, and a layer of this model reads backward.';

/** Why the model can't be planned, in a sentence; undefined where it can. */
function obstacleTo({ layers, outputDepth }: EngineChoice['model']): string | undefined {
  if (layers.some(isDeep) || outputDepth > 0) return 'There is no fused kernel for feedforward layers within a model.';
  return unfused(layers.map(({ cell }) => cell)) ?? (layers.some(readsBackward) ? forwardOnly : undefined);
}

/** @returns the engine, or a sentence that says why there is none */
async function startPlanned({ threads: wanted, engine, readKernels, startHelper }: EngineChoice): Promise<Engine | string> {
  const threads = Math.min(Math.max(1, Math.floor(wanted) || 1), mostThreads);
  try {
    const { module, relaxed } = await loadKernels(readKernels, { shared: threads > 1 });
    const simd = `WebAssembly with ${relaxed ? 'relaxed ' : ''}SIMD`;
    const message = `Computes with planned kernels on ${simd}, ${threads === 1 ? 'one thread' : `${threads} threads`} (\`engine\` is "${engine}").`;
    return new PlannedEngine({ module, threads, startHelper }, [{ level: 'info', message }]);
  } catch (error) {
    return `The planned kernels did not start (${(error as Error).message}).`;
  }
}
