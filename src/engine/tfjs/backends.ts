import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { backend, enableProdMode, env, getKernel, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Note } from '../../core/train/records.ts';
import { loadKernels } from '../kernels/load.ts';
import type { ReadFile } from '../kernels/load.ts';
import { fusedUnroll } from './fusedUnroll.ts';
import { Heap } from './heap/heap.ts';
import { registerHeapKernels, sequenceForwardKernel } from './heap/kernels.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import { replaceWasmKernels } from './wasmKernels.ts';

export interface TfjsChoice {
  /** `auto`: WebAssembly where it starts, else plain JavaScript. */
  readonly device: 'auto' | 'wasm' | 'cpu';
  /** Where a WebAssembly binary of tfjs lies, by its file name: a path or URL. */
  wasmPath(file: string): string;
  /** Reads a file of dist/wasm: our kernels. */
  readonly readKernels: ReadFile;
}

/** What computes in this process where `device` may be in a page, or a word of another time. */
export const deviceHere = (device: string): TfjsChoice['device'] => device === 'wasm' || device === 'cpu' ? device : 'auto';

const wasmFiles = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

/** Starts tfjs on the device asked for, once a process. Throws when `wasm` was asked for and does not start. */
export async function startTfjs({ device, wasmPath, readKernels }: TfjsChoice): Promise<TfjsEngine> {
  enableProdMode(); // no advertisement on the console
  if (device === 'cpu') return startCpu(device, []);
  if (await startWasm(wasmPath)) return withHeapKernels(device, readKernels);
  const problem = `WebAssembly did not start from ${wasmPath(wasmFiles[1]!)}`;
  if (device === 'wasm') throw new Error(`${problem}. Set "device" to "auto" or "cpu" to compute in plain JavaScript.`);
  return startCpu(device, [{ level: 'warning', message: `${problem}: plain JavaScript is about 20 times slower.` }]);
}

/** With our kernels in the heap of tfjs, where that can be reached. */
async function withHeapKernels(device: TfjsChoice['device'], readKernels: ReadFile): Promise<TfjsEngine> {
  const note = choiceNote(await wasmName(), device);
  const problem = await heapProblem(readKernels);
  if (problem === undefined) return new TfjsEngine('wasm', [note], fusedUnroll);
  return new TfjsEngine('wasm', [note, { level: 'warning', message: `${problem}: its own kernels compute, several times slower.` }]);
}

/** Registers our kernels, once a process. @returns why not, where that can't be */
async function heapProblem(readKernels: ReadFile): Promise<string | undefined> {
  if (getKernel(sequenceForwardKernel, 'wasm')) return undefined;
  try {
    const { module } = await loadKernels(readKernels, { shared: false });
    const heap = Heap.open(backend() as BackendWasm, module);
    if (!heap) return 'The memory of this TensorFlow.js is not where it was tested';
    registerHeapKernels(heap);
    return undefined;
  } catch (error) {
    return `Unfold's kernels did not start beside TensorFlow.js (${(error as Error).message})`;
  }
}

async function startCpu(device: TfjsChoice['device'], notes: readonly Note[]): Promise<TfjsEngine> {
  await setBackend('cpu');
  await ready();
  return new TfjsEngine('cpu', [...notes, choiceNote('in plain JavaScript', device)]);
}

const choiceNote = (where: string, device: TfjsChoice['device']): Note =>
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
