import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { errorOf } from '../../../src/protocol/ranking.ts';
import type { SearchedName, TrialScore } from '../../../src/protocol/search.ts';
import { formatNumber } from '../../shared/format.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { indexAfter } from '../useCursor.ts';
import { settingsOf } from './found.ts';
import type { Found } from './found.ts';
import { measureOf } from './measure.ts';
import { names } from './names.ts';
import { dataOf, makeScatter } from './scatterChart.ts';
import { pointsOf } from './scatterData.ts';

interface ScatterProps {
  readonly found: Found;
  /** Trials of which something came, the best first. */
  readonly order: readonly TrialScore[];
  readonly name: SearchedName;
  readonly chosen: number | undefined;
  readonly onChoose: (trial: number) => void;
}

/** Trials by one of their settings: how they err on the rows that judge them. A click chooses the nearest, arrow keys one after the other. */
export function Scatter({ found, order, name, chosen, onChoose }: ScatterProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const { width } = useSize(frame);
  const theme = useTheme();
  const measure = measureOf(found.options);
  const [under, setUnder] = useState<number>();
  const shown = useRef({ points: pointsOf(found, order, name), chosen });
  shown.current = { points: pointsOf(found, order, name), chosen };
  useLayoutEffect(() => {
    if (width === 0) return;
    const made = chart.current = makeScatter(frame.current!, { name, measure, theme, width, shown: () => shown.current, onCursor: setUnder, onChoose });
    return () => { chart.current = undefined; made.destroy(); };
  }, [name, measure, theme, width, onChoose]);
  useEffect(() => chart.current?.setData(dataOf(shown.current.points)), [found, chosen]);
  const best = order[0]!;
  const { points } = shown.current;
  const at = points.findIndex(({ trial }) => trial === (chosen ?? best.trial));
  const score = order.find(({ trial }) => trial === (under ?? chosen)) ?? best;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = indexAfter({ key: event.key, shiftKey: true }, at, points.length);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(points[next]!.trial);
  };
  const called = ({ trial }: { readonly trial: number }) => (trial === best.trial ? 'best' : trial === 0 ? 'as set' : `trial ${trial}`);
  const written = (of: TrialScore) => `${names[name]} ${formatNumber(settingsOf(found, of.trial)[name])}, ${measure.name} ${measure.written(errorOf(of))}`;
  return (
    <>
      <p class="readout">
        {legend.filter(({ isOfHalving }) => !isOfHalving || found.request.method === 'halving').map(({ label, symbol }) => <span key={label} class="entry muted"><span aria-hidden="true">{symbol}</span>{label}</span>)}
        <span class="tabular">{called(score)}: {written(score)}</span>
      </p>
      <div ref={frame} class="chart scatter" role="slider" tabIndex={0} aria-valuemin={0} aria-valuemax={points.length - 1} aria-valuenow={at} aria-valuetext={`${called(points[at]!)}: ${written(order.find(({ trial }) => trial === points[at]!.trial)!)}`} onKeyDown={onKeyDown}
        aria-label={`${order.length} trials, ${measure.ofValidation} by ${names[name]}. Best: ${written(best)}. The table below has the best of them, and the one that arrow keys choose.`} />
    </>
  );
}

const legend = [{ symbol: '●', label: 'tried', isOfHalving: false }, { symbol: '○', label: 'given up early', isOfHalving: true }, { symbol: '◇', label: 'as set', isOfHalving: false }, { symbol: '◎', label: 'best', isOfHalving: false }] as const;
