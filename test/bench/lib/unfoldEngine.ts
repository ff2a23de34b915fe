import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Engine } from '../../../src/core/train/engine.ts';
import { startEngine } from '../../../src/engine/tfjs/backends.ts';
import { Missing } from './competitor.ts';

export interface EngineWish {
  readonly route: 'planned' | 'tfjs';
  readonly threads: number;
  /** Whether the tfjs route may take fused ops for the cells it knows. */
  readonly fused: boolean;
}

const binaries = dirname(createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm'));

/**
 * The one place where the benchmarks reach Unfold's engines.
 * @throws Missing where there is no such engine
 */
export async function openEngine({ route }: EngineWish): Promise<Engine> {
  if (route === 'planned') throw new Missing('Unfold\'s planned engine is not there.');
  return startEngine({ device: 'wasm', wasmPath: file => join(binaries, file) });
}
