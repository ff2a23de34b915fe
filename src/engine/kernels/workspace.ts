import { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { instantiate } from './load.ts';
import type { KernelBuild } from './load.ts';

/** Kernels and the memory they work in. */
export interface Workspace {
  readonly arena: Arena;
  readonly kernels: Kernels;
}

/** A workspace with a memory of its own, for one thread. Throws a `LinkError` for a build on shared memory. */
export function createWorkspace({ module }: Pick<KernelBuild, 'module'>): Workspace {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1 }));
  return { arena, kernels: instantiate(module, arena.memory) };
}
