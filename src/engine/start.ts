import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { fused } from '../core/spec/fused.ts';
import { unplanned } from '../core/spec/unplanned.ts';
import type { Plannable } from '../core/spec/unplanned.ts';
import type { Engine } from '../core/train/engine.ts';
import type { Note } from '../core/train/records.ts';
import { loadKernels } from './kernels/load.ts';
import { mostThreads } from './threads/control.ts';
import type { StartHelper } from './threads/crew.ts';
import { PlannedEngine } from './planned/plannedEngine.ts';
import { ReadoutEngine } from './readout/readoutEngine.ts';
import { startTfjs } from './tfjs/backends.ts';
import type { TfjsChoice } from './tfjs/backends.ts';
import { TfjsEngine } from './tfjs/tfjsEngine.ts';

/** What is asked for, and what the platform has to offer. */
export interface EngineChoice extends TfjsChoice, Plannable, Pick<ResolvedExperiment, 'engine'> {
  /** How many threads it may compute with. */
  readonly threads: number;
  readonly startHelper: StartHelper;
}

/**
 * Starts what computes: planned kernels where the model has some and the platform runs them, else TensorFlow.js. What was chosen,
 * and why, is in its notes. @throws Error, a sentence, where what was asked for by name can't be had
 */
export async function startEngine(choice: EngineChoice): Promise<Engine> {
  const ofReadout = (choice.training.readout ?? { kind: 'gradient' }).kind !== 'gradient';
  if (choice.engine === 'tfjs' || choice.device === 'cpu') return ofReadout ? startReadout(await startTfjs(choice), choice) : startTfjs(choice);
  const missing = unplanned(choice);
  const engine = missing === undefined ? await startPlanned(choice) : `There is no planned kernel for ${missing}.`;
  if (typeof engine !== 'string') return engine;
  if (choice.engine === 'planned') throw new Error(`${engine} Set "engine" to "auto" or "tfjs" to compute with TensorFlow.js.`);
  const tfjs = await startTfjs(choice);
  if (ofReadout) return startReadout(tfjs, choice);
  const cost = tfjs.unroll !== undefined && fused(choice) ? 'each reading of a sequence as one operation on one thread, several times slower' : 'ten and more times slower';
  const notes: readonly Note[] = [{ level: 'warning', message: `${engine} TensorFlow.js computes instead, ${cost}.` }, ...tfjs.notes];
  return new TfjsEngine(tfjs.resolved.device, notes, tfjs.unroll);
}

/** @throws Error, a sentence, where the kernels that solve do not start */
async function startReadout(tfjs: TfjsEngine, { readKernels }: EngineChoice): Promise<Engine> {
  return new ReadoutEngine(tfjs, await loadKernels(readKernels, { shared: false }));
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
