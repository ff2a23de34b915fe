import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../core/train/engine.ts';
import { startEngine } from '../../engine/start.ts';
import type { EngineChoice } from '../../engine/start.ts';
import { startHelper } from './computeThread.ts';

/** Starts the engine that is asked for in this process. @param dist the folder of the built program */
export function startEngineHere({ device, engine, model, training, threads }: Omit<EngineChoice, 'wasmPath' | 'readKernels' | 'startHelper'>, dist: string): Promise<Engine> {
  const wasmPath = (file: string): string => join(dist, 'wasm', file);
  return startEngine({
    device, engine, model, training, threads, wasmPath,
    readKernels: async (file) => new Uint8Array(await readFile(wasmPath(file))),
    startHelper: startHelper(join(dist, 'thread.js')),
  });
}
