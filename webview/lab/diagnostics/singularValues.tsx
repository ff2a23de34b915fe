import { useMemo } from 'preact/hooks';
import type { SingularDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { Chart } from './chart.tsx';
import { hasLevel, singularWords } from './words.ts';

/** The singular values of what the readout reads, the largest first, over √λ as a level rule. */
export function SingularValues({ found, options }: { readonly found: SingularDiagnosis; readonly options: EchoStateOptions }) {
  const { values, floor } = found;
  const x = useMemo(() => values.map((_, i) => i + 1), [found]);
  const lines = useMemo(() => [{ label: 'σ', values: values.map((value) => (value > floor ? value : null)), colour: 2, dash: 0 }], [found]);
  return (
    <>
      <p><Sentence text={singularWords(found, options)} /></p>
      <Chart title="Singular values of what the readout reads" x={x} xName="number" yName="σ" lines={lines} logY level={hasLevel(options) ? Math.sqrt(options.ridge) : undefined} at={0} />
    </>
  );
}
