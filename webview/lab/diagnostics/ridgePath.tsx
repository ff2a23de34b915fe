import { useMemo } from 'preact/hooks';
import type { RidgeDiagnosis } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { formatNumber } from '../../shared/format.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { Chart } from './chart.tsx';
import { bestOf, isTaken, ofFirst, ridgeWords } from './words.ts';

interface Props {
  readonly found: RidgeDiagnosis;
  readonly options: EchoStateOptions;
  readonly onRidge: (ridge: number) => void;
}

/** Errors and the size of the readout's weights against λ; the λ chosen is marked. Where the error told is the network's own, a click takes another. */
export function RidgePath({ found, options, onRidge }: Props) {
  const { points } = found;
  const { ridge } = options;
  const x = useMemo(() => points.map(({ lambda }) => lambda), [found]);
  const errors = useMemo(() => [
    { label: 'left out', values: points.map(({ validation }) => validation), colour: 1, dash: 0 }, { label: 'learnt from', values: points.map(({ train }) => train), colour: 0, dash: 1 },
  ], [found]);
  const norms = useMemo(() => [{ label: '‖V‖', values: points.map(({ norm }) => norm), colour: 3, dash: 0 }], [found]);
  const at = Math.max(0, x.findIndex((lambda) => lambda >= ridge));
  const best = bestOf(found);
  const taken = isTaken(options);
  const mark = options.readout === 'lms' ? undefined : ridge;
  return (
    <>
      <p><Sentence text={ridgeWords(found, options)} /></p>
      {taken && best && <p><button type="button" disabled={best.lambda === ridge} onClick={() => onRidge(best.lambda)}>Take λ = {formatNumber(best.lambda)}</button> <span class="muted">or click a λ in the chart.</span></p>}
      <Chart title={`NRMSE${ofFirst(options)} against λ`} x={x} xName="λ" yName="NRMSE" lines={errors} logX logY mark={mark} at={at} onPick={taken ? onRidge : undefined} />
      <Chart title={`Size of the readout's weights${ofFirst(options)} against λ`} x={x} xName="λ" yName="‖V‖" lines={norms} logX logY mark={mark} at={at} onPick={taken ? onRidge : undefined} />
    </>
  );
}
