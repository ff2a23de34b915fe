import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKernels } from '../../engine/kernels/load.ts';
import { createWorkspace } from '../../engine/kernels/workspace.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';

/** What opens workspaces for reservoirs on this thread. @param dist the folder of the built program */
export async function reservoirKernels(dist: string): Promise<() => ReservoirWorkspace> {
  const kernels = await loadKernels(async (file) => new Uint8Array(await readFile(join(dist, 'wasm', file))), { shared: false });
  return () => createWorkspace(kernels);
}
