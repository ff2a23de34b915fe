import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { vectorUnits } from './machine.ts';

/** Debian's own Python first: a shim before it on the PATH would not see its packages. */
const programs = ['/usr/bin/python3', 'python3'];

/** The first Python that can import a module, or undefined. */
export async function pythonWith(module: string): Promise<string | undefined> {
  for (const program of programs) {
    if (await succeeds(program, ['-c', `import ${module}`])) return program;
  }
  return undefined;
}

function succeeds(program: string, parameters: readonly string[]): Promise<boolean> {
  return new Promise(resolve => {
    execFile(program, parameters, { env: peerEnvironment(1) }, error => resolve(error === null));
  });
}

/** The folder with the OpenBLAS on OpenMP, or undefined: beside it, PyTorch's own threads and the default's hinder each other. */
export function openMpBlas(): string | undefined {
  if (!existsSync('/usr/lib')) return undefined;
  return readdirSync('/usr/lib').map(name => join('/usr/lib', name, 'openblas-openmp')).find(folder => existsSync(join(folder, 'libblas.so.3')));
}

/** What a peer in Python is started with: so many threads, and a BLAS that chooses its kernels itself, or is told them. */
export function peerEnvironment(threads: number, kernels?: string): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  const folder = openMpBlas();
  return {
    ...rest,
    OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads),
    ...(kernels === undefined ? {} : { OPENBLAS_CORETYPE: kernels }),
    ...(folder === undefined ? {} : { LD_LIBRARY_PATH: [folder, rest['LD_LIBRARY_PATH']].filter(Boolean).join(':') }),
  };
}

/** The BLAS that a Python computes with when it is left to choose, as `peers/peer.py` tells it; nothing where that cannot be told. */
export function chosenBlas(program: string, peer: string): Promise<string> {
  return new Promise(resolve => {
    execFile(program, [peer], { env: peerEnvironment(1) }, (error, told) => resolve(error === null ? told.trim() : ''));
  });
}

/** The kernels of OpenBLAS for vector units, by the name that it knows them by. */
const kernelsFor: Readonly<Record<string, string>> = { avx512f: 'SkylakeX', avx2: 'Haswell' };

/**
 * What an OpenBLAS must be told to compute with, given what it chose itself; undefined where that is right.
 * Of a processor newer than itself it takes kernels of twenty years ago, and the comparison would be with those.
 */
export const kernelsToAskFor = (chosen: string, units = vectorUnits()): string | undefined =>
  /\((Prescott|Core2|Generic|Unknown)\)/.test(chosen) ? kernelsFor[units] : undefined;
