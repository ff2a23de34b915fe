import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { PredictionSample } from '../../../src/core/train/records.ts';
import { formatCount, formatNumber } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { alone, axisOf, countAxis, numbers } from './chart.ts';
import { dashes } from './definitions.ts';
import type { Stroke } from './definitions.ts';
import { Swatch } from './swatch.tsx';

const height = 200;
const strokes = { target: { colour: 0, dash: 0 }, prediction: { colour: 1, dash: 1 } };

/** A forecast over what came, with the values under the cursor. */
export function PredictionPlot({ sample }: { sample: PredictionSample }) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const theme = useTheme();
  const [cursor, setCursor] = useState<number | null>();
  useLayoutEffect(() => {
    if (width === 0) return;
    const chart = makePrediction(frame.current!, sample, theme, width, setCursor);
    return () => chart.destroy();
  }, [sample, theme, width]);
  const index = cursor ?? sample.target.length - 1;
  return (
    <>
      <p class="readout">
        {(['target', 'prediction'] as const).map((name) => (
          <span key={name} class="entry" data-line={name}>
            <Swatch line={strokes[name]} theme={theme} />{name} <b class="tabular">{formatNumber(sample[name][index] ?? NaN)}</b>
          </span>
        ))}
        <span class="muted tabular">at {formatCount(sample.start + index)}</span>
      </p>
      <div ref={frame} class="chart" role="img" aria-label={`Prediction against target of ${sample.label}. ${meanError(sample)}`} />
    </>
  );
}

type OnCursor = (index: number | null | undefined) => void;

function makePrediction(element: HTMLElement, sample: PredictionSample, theme: Theme, width: number, onCursor: OnCursor): uPlot {
  const { start, target, prediction } = sample;
  const lineOf = ({ colour, dash }: Stroke): uPlot.Series => (
    { stroke: theme.lines[colour]!, width: 1.5, dash: [...dashes[dash]!], points: { size: 6, show: false, filter: (chart, i) => alone(chart.data[i]!) } }
  );
  return new uPlot({
    width, height, padding: [8, 24, 0, 0], legend: { show: false },
    scales: { x: { time: false } },
    series: [{}, lineOf(strokes.target), lineOf(strokes.prediction)],
    axes: [countAxis(theme), axisOf(theme, { values: numbers, size: 56 })],
    cursor: { y: false, points: { show: false } },
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx)] },
  }, [target.map((_, index) => start + index), [...target], [...prediction]], element);
}

function meanError({ target, prediction }: PredictionSample): string {
  const squares = target.reduce((sum, value, index) => sum + (value - prediction[index]!) ** 2, 0);
  return `Root mean square error ${formatNumber(Math.sqrt(squares / target.length))} over ${target.length} points.`;
}
