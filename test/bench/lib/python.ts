import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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

/** What a peer in Python is started with: so many threads, and a BLAS that chooses its kernels itself. */
export function peerEnvironment(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  const folder = openMpBlas();
  return {
    ...rest,
    OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads),
    ...(folder === undefined ? {} : { LD_LIBRARY_PATH: [folder, rest['LD_LIBRARY_PATH']].filter(Boolean).join(':') }),
  };
}
