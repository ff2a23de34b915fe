import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Reads a build of the kernels from dist/wasm. */
export const readKernels = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(fileURLToPath(new URL(`../../../dist/wasm/${file}`, import.meta.url))));

/** Stands for a platform that does not know relaxed SIMD: there that build is not valid. */
export const readOnlyPlain = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  file.startsWith('unfold-relaxed') ? new Uint8Array(8) : readKernels(file);
