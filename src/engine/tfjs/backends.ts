import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Engine } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import { replaceWasmKernels } from './wasmKernels.ts';

export interface EngineChoice {
  /** `auto`: WebAssembly where it starts, else plain JavaScript. */
  readonly device: 'auto' | 'wasm' | 'cpu';
  /** Where a WebAssembly binary of tfjs lies, by its file name: a path or URL. */
  wasmPath(file: string): string;
}

/** What computes in this process where `device` may be in a page, or a word of another time. */
export const deviceHere = (device: string): EngineChoice['device'] => device === 'wasm' || device === 'cpu' ? device : 'auto';

const wasmFiles = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

/** Starts tfjs on the device asked for, once a process. Throws when `wasm` was asked for and does not start. */
export async function startEngine({ device, wasmPath }: EngineChoice): Promise<Engine> {
  enableProdMode(); // no advertisement on the console
  if (device !== 'cpu') {
    if (await startWasm(wasmPath)) return new TfjsEngine('wasm', [choiceNote(await wasmName(), device)]);
    const problem = `WebAssembly did not start from ${wasmPath(wasmFiles[1]!)}`;
    if (device === 'wasm') throw new Error(`${problem}. Set "device" to "auto" or "cpu" to compute in plain JavaScript.`);
    return startCpu(device, [{ level: 'warning', message: `${problem}: plain JavaScript is about 20 times slower.` }]);
  }
  return startCpu(device, []);
}

async function startCpu(device: EngineChoice['device'], notes: readonly Note[]): Promise<Engine> {
  await setBackend('cpu');
  await ready();
  return new TfjsEngine('cpu', [...notes, choiceNote('in plain JavaScript', device)]);
}

const choiceNote = (where: string, device: EngineChoice['device']): Note =>
  ({ level: 'info', message: `Computes with TensorFlow.js ${where}, one thread (\`device\` is "${device}").` });

const wasmName = async () => await env().getAsync('WASM_HAS_SIMD_SUPPORT') ? 'on WebAssembly with SIMD' : 'on WebAssembly';

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
