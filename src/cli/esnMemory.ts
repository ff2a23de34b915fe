import { counted } from '../core/spec/wording.ts';
import type { MemoryDiagnosis } from '../protocol/diagnostics.ts';
import { unitsRead } from '../protocol/reservoirLayers.ts';
import { memoryByLag } from '../worker/lab/diagnostics/memory.ts';
import { subjectOf } from '../worker/lab/diagnostics/subjectOf.ts';
import type { EchoStateFit, FitSurroundings } from '../worker/lab/fitEchoState.ts';
import { afterFit } from './afterFit.ts';
import type { EsnProgress } from './esnProgress.ts';

/** `--memory-capacity`: of the network of the first seed. Where there is none it is said why, and what was fitted is told all the same. */
export const memoryOf = (fit: EchoStateFit, { openWorkspace, breathe }: FitSurroundings, progress: EsnProgress): Promise<MemoryDiagnosis | undefined> => afterFit('Its memory capacity is not known', progress, async (signal) => {
  progress.say('measuring what it remembers');
  const workspace = await openWorkspace();
  const turn = async (): Promise<void> => { await breathe(); signal.throwIfAborted(); };
  return memoryByLag(subjectOf(fit), { compute: (work) => work(workspace), turn }).finally(() => workspace.giveBack?.());
});

export function describeMemory({ byLag, capacity, column }: MemoryDiagnosis, { report: { options } }: EchoStateFit): string {
  return `Memory capacity ${Number(capacity.toPrecision(4))} of at most ${unitsRead(options)}: Σ r² over ${counted(byLag.length, 'lag')} of what enters by "${column}" alone, independent from row to row.`;
}
