import { useMemo } from 'preact/hooks';
import type { MemoryDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { Chart } from './chart.tsx';
import { memoryWords } from './words.ts';

/** How much of what entered k steps ago a linear readout tells, for each k. */
export function Memory({ found, options }: { readonly found: MemoryDiagnosis; readonly options: EchoStateOptions }) {
  const x = useMemo(() => found.byLag.map((_, k) => k + 1), [found]);
  const lines = useMemo(() => [{ label: 'r²', values: found.byLag, colour: 0, dash: 0 }], [found]);
  return (
    <>
      <p><Sentence text={memoryWords(found, options)} /></p>
      <Chart title="Memory by lag" x={x} xName="steps ago" yName="r²" lines={lines} at={0} />
    </>
  );
}
