import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { PlannedEngine } from '../../../src/engine/planned/plannedEngine.ts';
import { startHelper } from '../../../src/worker/node/computeThread.ts';

const dist = join(import.meta.dirname, '../../../dist');

const readKernels = async (file: string) => new Uint8Array(await readFile(join(dist, 'wasm', file)));

/** What a compute thread runs. */
export const threadScript = join(dist, 'thread.js');

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** The kernels as this platform runs them best, compiled once for all test files. @param shared for memory that several threads share */
export function kernelModule(shared: boolean): Promise<WebAssembly.Module> {
  const begun = compiled.get(shared) ?? loadKernels(readKernels, { shared }).then(({ module }) => module);
  compiled.set(shared, begun);
  begun.catch(() => compiled.delete(shared)); // the next who asks tries again
  return begun;
}

/** The planned engine on so many threads, each of which takes part however small the model. */
export async function startPlanned(threads = 1): Promise<PlannedEngine> {
  return new PlannedEngine({ module: await kernelModule(threads > 1), threads, grain: 1, startHelper: startHelper(threadScript) });
}
