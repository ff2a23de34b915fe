import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import type { KernelBuild } from '../../../src/engine/kernels/load.ts';

/** Reads a build of the kernels from dist/wasm. */
export const readKernels = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(fileURLToPath(new URL(`../../../dist/wasm/${file}`, import.meta.url))));

/** Stands for a platform that does not know relaxed SIMD: there that build is not valid. */
export const readOnlyPlain = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  file.startsWith('unfold-relaxed') ? new Uint8Array(8) : readKernels(file);

/** Both builds on memory of one thread, each under its name. Node 20 knows relaxed SIMD when it is told to. */
export async function everyBuild(): Promise<(readonly [string, KernelBuild])[]> {
  if (!WebAssembly.validate(await readKernels('unfold-relaxed.wasm'))) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const builds = await Promise.all([readKernels, readOnlyPlain].map((read) => loadKernels(read, { shared: false })));
  return builds.map((build) => [build.name, build] as const);
}
