import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadKernels } from '../../engine/kernels/load.ts';
import { startReservoirs } from '../../engine/reservoir/workspace.ts';
import type { LentWorkspace } from '../lab/fitEchoState.ts';
import { startHelper } from './computeThread.ts';

/** Beyond these there is nothing to do: one thread drives, the others add up. */
const mostThreads = 4;

/** Beyond these bytes a memory is not kept for the next who computes. */
const usuallyKept = 2 ** 29;

/**
 * What lends workspaces for reservoirs: one that is given back goes to the next, with its threads.
 * @param dist the folder of the built program @param mostKept bytes of a memory up to which it is kept for that
 */
export async function reservoirKernels(dist: string, threads = Math.min(mostThreads, availableParallelism()), mostKept = usuallyKept): Promise<() => Promise<LentWorkspace>> {
  const { module } = await loadKernels(async (file) => new Uint8Array(await readFile(join(dist, 'wasm', file))), { shared: threads > 1 });
  const start = () => startReservoirs({ module, threads, startHelper: startHelper(join(dist, 'thread.js')) });
  const free: Awaited<ReturnType<typeof start>>[] = [];
  return async () => {
    const workspace = free.pop() ?? await start();
    const { arena } = workspace;
    const { size } = arena;
    const giveBack = (): void => {
      arena.release(size);
      if (arena.memory.buffer.byteLength > mostKept || !isWhole(workspace)) workspace.dispose();
      else free.push(workspace);
    };
    return { ...workspace, giveBack };
  };
}

/** Whether all its threads are still there. */
function isWhole({ crew }: LentWorkspace | Awaited<ReturnType<typeof startReservoirs>>): boolean {
  try {
    crew?.beThere();
    return true;
  } catch {
    return false;
  }
}
