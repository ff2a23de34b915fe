import type { StepTrace } from '../../../src/core/graph/stepGraph.ts';

/** Where a step of a chain is looked at: in the column that is looked at already, or, where it has none there, in its last. An encoder's are in the source, a decoder's behind it. */
export function columnOfStep(trace: Pick<StepTrace, 'of'> | undefined, column: number): number {
  if (trace === undefined || (trace.of[column] ?? -1) >= 0) return column;
  const last = trace.of.findLastIndex((graph) => graph >= 0);
  return last < 0 ? column : last;
}
