import { Arena } from '../kernels/arena.ts';
import { createWorkspace } from '../kernels/workspace.ts';
import type { Workspace } from '../kernels/workspace.ts';
import { controlBytes } from '../threads/control.ts';
import { Crew } from '../threads/crew.ts';
import type { StartHelper } from '../threads/crew.ts';
import type { ReservoirJob } from './jobs.ts';
import { ReservoirMember } from './member.ts';

/** Where a reservoir computes, and with whom: one from `createWorkspace` has this thread alone. */
export interface ReservoirWorkspace extends Workspace {
  readonly crew?: Crew<ReservoirJob>;
  /** Multiplications that are worth giving to another thread. */
  readonly grain?: number;
}

/** Some five microseconds. */
export const usualGrain = 1e5;

export interface ReservoirMachinery {
  /** The kernels: of shared memory where there are several threads. */
  readonly module: WebAssembly.Module;
  /** At least 1. */
  readonly threads: number;
  readonly startHelper: StartHelper;
  readonly grain?: number;
}

const mostPages = 65_536;

/** A workspace with a memory of its own and so many threads. @throws Error, a sentence, where a thread does not start */
export async function startReservoirs({ module, threads, startHelper, grain = usualGrain }: ReservoirMachinery): Promise<ReservoirWorkspace & { dispose(): void }> {
  if (threads === 1) return { ...createWorkspace({ module }), dispose() {} };
  const memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  const member = new ReservoirMember({ trade: 'reservoir', module, memory, threads, thread: 0 });
  const crew = new Crew(member, startHelper);
  await crew.start();
  return { arena: new Arena(memory, controlBytes), kernels: member.kernels, crew, grain, dispose: () => crew.dispose() };
}
