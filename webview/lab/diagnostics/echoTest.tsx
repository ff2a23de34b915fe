import { useMemo } from 'preact/hooks';
import type { EchoDiagnosis, SpectrumDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { Chart } from './chart.tsx';
import { echoWords, effectiveWords } from './words.ts';

interface Props {
  readonly found: EchoDiagnosis;
  readonly spectrum: SpectrumDiagnosis | undefined;
  readonly options: EchoStateOptions;
}

/** How far two states are from each other, step by step, whatever they began with; the end of the washout marked. */
export function EchoTest({ found, spectrum, options }: Props) {
  const all = useMemo(() => [found.begin, ...found.distances], [found]);
  const x = useMemo(() => all.map((_, t) => t), [all]);
  const lines = useMemo(() => [{ label: 'largest difference', values: all, colour: 3, dash: 0 }], [all]);
  return (
    <>
      <p><Sentence text={echoWords(found, options)} /></p>
      <p class="muted"><Sentence text={effectiveWords(spectrum, options)} /> It is a rule of thumb for small states; the test is of this input.</p>
      <Chart title={`Largest difference between states that began at 0 and at three random corners of ±1`} x={x} xName="step" yName="difference" lines={lines} logY mark={options.washout} at={Math.min(options.washout, x.length - 1)} />
    </>
  );
}
