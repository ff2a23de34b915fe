import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Engine } from '../../core/train/engine.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import { replaceWasmKernels } from './wasmKernels.ts';

export interface EngineChoice {
  /** `auto`: WebAssembly where it starts, else plain JavaScript. */
  readonly device: 'auto' | 'wasm' | 'cpu';
  /** Where a WebAssembly binary of tfjs lies, by its file name: a path or URL. */
  wasmPath(file: string): string;
  /** Told why plain JavaScript was taken instead. */
  warn(message: string): void;
}

const wasmFiles = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

/** Starts tfjs on the device asked for, once a process. Throws when `wasm` was asked for and does not start. */
export async function startEngine({ device, wasmPath, warn }: EngineChoice): Promise<Engine> {
  enableProdMode(); // no advertisement on the console
  if (device !== 'cpu') {
    if (await startWasm(wasmPath)) return new TfjsEngine('wasm');
    const problem = `WebAssembly did not start from ${wasmPath(wasmFiles[1]!)}`;
    if (device === 'wasm') throw new Error(`${problem}. Set "device" to "auto" or "cpu" to compute in plain JavaScript.`);
    warn(`${problem}: computing in plain JavaScript, about 20 times slower.`);
  }
  await setBackend('cpu');
  await ready();
  return new TfjsEngine('cpu');
}

async function startWasm(wasmPath: (file: string) => string): Promise<boolean> {
  try {
    setWasmPaths(Object.fromEntries(wasmFiles.map((file) => [file, wasmPath(file)])));
    if (!(await setBackend('wasm'))) return false;
  } catch {
    return false; // tfjs lets a process try once
  }
  replaceWasmKernels();
  return true;
}
