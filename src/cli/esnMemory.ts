import { counted } from '../core/spec/wording.ts';
import type { MemoryDiagnosis } from '../protocol/diagnostics.ts';
import { unitsRead } from '../protocol/reservoirLayers.ts';
import { breather } from '../worker/breather.ts';
import { memoryByLag } from '../worker/lab/diagnostics/memory.ts';
import { Missing } from '../worker/lab/diagnostics/missing.ts';
import { subjectOf } from '../worker/lab/diagnostics/subjectOf.ts';
import type { EchoStateFit } from '../worker/lab/fitEchoState.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { Complaint } from './complaint.ts';

/** `--memory-capacity`: of the network of the first seed. @throws Complaint */
export async function memoryOf(fit: EchoStateFit): Promise<MemoryDiagnosis> {
  const workspace = await (await reservoirKernels(__dirname, 1))();
  return memoryByLag(subjectOf(fit), { compute: (work) => work(workspace), turn: breather() }).catch((error: unknown) => {
    throw error instanceof Missing ? new Complaint(error.message) : error;
  });
}

export function describeMemory({ byLag, capacity, column }: MemoryDiagnosis, { report: { options } }: EchoStateFit): string {
  return `Memory capacity ${Number(capacity.toPrecision(4))} of at most ${unitsRead(options)}: Σ r² over ${counted(byLag.length, 'lag')} of what enters by "${column}" alone, independent from row to row.`;
}
