import type { Matrix, ProbeRecord } from './records.ts';

/** What a decoder read as x at each step, where it was not always the answer so far: the symbols in which its probe has a 1. @param classes how they are written */
export function symbolsRead({ x }: Readonly<Record<string, Matrix>>, classes: readonly string[] | undefined): Pick<ProbeRecord, 'inputs'> | undefined {
  if (!x || !classes) return undefined;
  const [steps, size] = x.shape as [number, number];
  return { inputs: Array.from({ length: steps }, (_, t) => classes[x.data.subarray(t * size, (t + 1) * size).indexOf(1)]!) };
}
