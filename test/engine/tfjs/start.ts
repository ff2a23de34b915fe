import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from '../../../src/core/train/engine.ts';
import { readKernels } from '../kernels/builds.ts';
import { startTfjs } from '../../../src/engine/tfjs/backends.ts';

const binaries = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));

export const wasmPath = (file: string): string => join(binaries, file);

/** The engine on a device that must start. */
export function start(device: 'wasm' | 'cpu'): Promise<Engine> {
  return startTfjs({ device, wasmPath, readKernels });
}
