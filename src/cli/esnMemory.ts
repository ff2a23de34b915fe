import { counted } from '../core/spec/wording.ts';
import type { MemoryDiagnosis } from '../protocol/diagnostics.ts';
import { unitsRead } from '../protocol/reservoirLayers.ts';
import { breather } from '../worker/breather.ts';
import { memoryByLag } from '../worker/lab/diagnostics/memory.ts';
import { subjectOf } from '../worker/lab/diagnostics/subjectOf.ts';
import type { EchoStateFit } from '../worker/lab/fitEchoState.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';

/** `--memory-capacity`: of the network of the first seed. Where there is none it is said why, and what was fitted is told all the same. */
export async function memoryOf(fit: EchoStateFit): Promise<MemoryDiagnosis | undefined> {
  try {
    const workspace = await (await reservoirKernels(__dirname, 1))();
    return await memoryByLag(subjectOf(fit), { compute: (work) => work(workspace), turn: breather() });
  } catch (error) {
    console.error(`Its memory capacity is not known: ${(error as Error).message}`);
    return undefined;
  }
}

export function describeMemory({ byLag, capacity, column }: MemoryDiagnosis, { report: { options } }: EchoStateFit): string {
  return `Memory capacity ${Number(capacity.toPrecision(4))} of at most ${unitsRead(options)}: Σ r² over ${counted(byLag.length, 'lag')} of what enters by "${column}" alone, independent from row to row.`;
}
