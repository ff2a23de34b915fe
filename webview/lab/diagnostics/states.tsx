import { useMemo } from 'preact/hooks';
import type { StatesDiagnosis } from '../../../src/protocol/diagnostics.ts';
import { dashes } from '../../panel/plots/definitions.ts';
import { formatCount } from '../../shared/format.ts';
import { Sentence } from '../../shared/sentence.tsx';
import { lineColours } from '../../shared/theme.ts';
import { Chart } from './chart.tsx';
import type { ChartLine } from './chart.tsx';
import { stateWords } from './words.ts';

/** The states of some units, row by row. */
export function States({ found }: { readonly found: StatesDiagnosis }) {
  const { start, units, size } = found;
  const x = useMemo(() => (units[0]?.states ?? []).map((_, t) => start + t), [found]);
  const lines = useMemo(() => units.map(({ unit, states }, i): ChartLine => ({ label: `unit ${unit}`, values: states, colour: i % lineColours.length, dash: Math.floor(i / lineColours.length) % dashes.length })), [found]);
  return (
    <>
      <p><Sentence text={stateWords(found)} /></p>
      {lines.length === 0 ? <p class="muted">There {size === 1 ? 'is 1 unit' : `are ${formatCount(size)} units`}: none of those named is among them.</p>
        : <Chart title="Reservoir states" x={x} xName="row" yName="state" lines={lines} />}
    </>
  );
}
