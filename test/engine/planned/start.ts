import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { PlannedEngine } from '../../../src/engine/planned/plannedEngine.ts';
import { startHelper } from '../../../src/worker/node/computeThread.ts';

const dist = join(import.meta.dirname, '../../../dist');

const readKernels = async (file: string) => new Uint8Array(await readFile(join(dist, 'wasm', file)));

/** What a compute thread runs. */
export const threadScript = join(dist, 'thread.js');

/** The kernels as this platform runs them best. @param shared for memory that several threads share */
export async function kernelModule(shared: boolean): Promise<WebAssembly.Module> {
  return (await loadKernels(readKernels, { shared })).module;
}

/** The planned engine on so many threads, each of which takes part however small the model. */
export async function startPlanned(threads = 1): Promise<PlannedEngine> {
  return new PlannedEngine({ module: await kernelModule(threads > 1), threads, grain: 1, startHelper: startHelper(threadScript) });
}
