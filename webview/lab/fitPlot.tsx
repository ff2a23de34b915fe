import { useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { axisOf, numbers } from '../panel/plots/chart.ts';
import { dashes } from '../panel/plots/definitions.ts';
import type { Stroke } from '../panel/plots/definitions.ts';
import { Swatch } from '../panel/plots/swatch.tsx';
import { formatCount, formatNumber } from '../shared/format.ts';
import { lineColours } from '../shared/theme.ts';
import type { Theme } from '../shared/theme.ts';
import { useSize } from '../shared/useSize.ts';
import { useTheme } from '../shared/useTheme.ts';
import { axisLabel, labelHeight } from './axisLabel.ts';
import { extremes } from './fitData.ts';
import type { FitLines, LineValues } from './fitData.ts';
import type { LeftEdge } from './leftEdge.ts';
import { lineWidth } from './lineWidth.ts';
import { showCursor, useCursor } from './useCursor.ts';

/** A line, and how it is told from the others. */
export interface ShownLine {
  readonly name: string;
  readonly label: string;
  readonly stroke: number;
  readonly values: LineValues;
  /** Whether it may leave the picture, so that the others are seen: as a network does that goes on from itself. */
  readonly isWild?: boolean;
}

interface FitPlotProps {
  readonly lines: Pick<FitLines, 'rows' | 'border'>;
  readonly shown: readonly ShownLine[];
  readonly height: number;
  readonly label: string;
  /** What the lines are of. */
  readonly yName: string;
  readonly edge: LeftEdge;
}

/** Lines over rows, with the part that is learnt from behind a band, and the values under the cursor, which arrow keys move, too. */
export function FitPlot({ lines, shown, height, label, yName, edge }: FitPlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const { width } = useSize(frame);
  const theme = useTheme();
  const { cursor, index, setCursor, slider } = useCursor(lines.rows.length);
  const border = useRef(lines.border);
  const data = (): uPlot.AlignedData => [lines.rows, ...shown.map(({ values }) => values)] as uPlot.AlignedData;
  const kinds = [lineWidth(lines.rows.length), ...shown.map(({ name, stroke }) => `${name} ${stroke}`)].join();
  useLayoutEffect(() => {
    if (width === 0) return;
    border.current = lines.border;
    const made = chart.current = makeChart(frame.current!, data(), { theme, width, height, yName, edge, strokes: shown.map(({ stroke }) => stroke), wild: shown.map(({ isWild = false }) => isWild), border: () => border.current, onCursor: setCursor });
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  }, [theme, width, height, yName, edge, kinds]);
  useLayoutEffect(() => {
    border.current = lines.border;
    chart.current?.setData(data());
  }, [lines, shown]);
  useLayoutEffect(() => showCursor(chart.current, cursor), [cursor]);
  const row = Math.floor(lines.rows[index] ?? 0); // between two series it is the last of the one before
  const part = row < lines.border ? 'learnt from' : 'tested with';
  const values = shown.map(({ label: called, values: own }) => `${called} ${written(own[index])}`);
  return (
    <>
      <p class="readout">
        {shown.map(({ name, label: called, stroke, values: own }) => (
          <span key={name} class="entry" data-line={name}>
            <Swatch line={strokeOf(stroke)} theme={theme} />{called} <b class="tabular">{written(own[index])}</b>
          </span>
        ))}
        <span class="muted tabular">at row {formatCount(row)}, {part}</span>
      </p>
      <div ref={frame} class="chart" {...slider(label, `row ${formatCount(row)}, ${part}: ${values.join(', ')}`)} />
    </>
  );
}

/** A colour and a dash: no two lines have both alike, as long as there are fewer than colours times dashes. */
const strokeOf = (stroke: number): Stroke => ({ colour: stroke % lineColours.length, dash: stroke % dashes.length });

const written = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : formatNumber(value));

interface Look {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly yName: string;
  readonly edge: LeftEdge;
  readonly strokes: readonly number[];
  /** Which of the lines may leave the picture. */
  readonly wild: readonly boolean[];
  border(): number;
  onCursor(index: number | null | undefined): void;
}

function makeChart(element: HTMLElement, data: uPlot.AlignedData, { theme, width, height, yName, edge, strokes, wild, border, onCursor }: Look): uPlot {
  return new uPlot({
    width, height: height + labelHeight, padding: [18, 24, 0, 0], legend: { show: false },
    scales: { x: { time: false }, y: { range: (chart) => rangeFor(chart.data.slice(1) as LineValues[], wild) } },
    series: [{}, ...strokes.map(strokeOf).map(({ colour, dash }): uPlot.Series => ({ stroke: theme.lines[colour]!, width: lineWidth(data[0].length), dash: [...dashes[dash]!], points: { show: false } }))],
    axes: [axisOf(theme, { size: 28, ...axisLabel(theme, 'row') }), axisOf(theme, { values: numbers, size: edge.size, space: Math.min(20, height / 8), ...axisLabel(theme, yName) })],
    cursor: { y: false, points: { show: false } },
    hooks: { drawClear: [(chart) => drawParts(chart, theme, border())], setCursor: [({ cursor }) => onCursor(cursor.idx)], destroy: [edge.leave] },
  }, data, element);
}

/** What the vertical axis shows: all of the lines, but of wild ones no more than thrice as far as the others reach. */
function rangeFor(lines: readonly LineValues[], wild: readonly boolean[]): uPlot.Range.MinMax {
  const [least, most] = extremes(lines.filter((_, i) => !wild[i]));
  const [lowest, highest] = extremes(lines);
  const room = most > least ? most - least : Math.abs(most) || 1;
  return least > most ? [0, 1] : uPlot.rangeNum(Math.max(lowest, least - room), Math.min(highest, most + room), 0.1, true);
}

/** A band behind the rows that are learnt from, and above it what the parts are, so that it is not told by colour alone. */
function drawParts(chart: uPlot, theme: Theme, border: number): void {
  const { ctx, bbox } = chart;
  const at = Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(border, 'x', true)));
  ctx.save();
  ctx.fillStyle = theme.band;
  ctx.globalAlpha = 0.35;
  ctx.fillRect(bbox.left, bbox.top, at - bbox.left, bbox.height);
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.muted;
  ctx.fillRect(at, bbox.top, devicePixelRatio, bbox.height);
  const size = 11 * devicePixelRatio;
  const above = bbox.top - size / 3;
  ctx.font = `${size}px ${theme.font}`;
  ctx.textBaseline = 'bottom';
  if (at - bbox.left > 7 * size) {
    ctx.textAlign = 'right';
    ctx.fillText('learnt from', at - size / 2, above);
  }
  ctx.textAlign = 'left';
  if (bbox.left + bbox.width - at > 7 * size) ctx.fillText('tested with', at + size / 2, above);
  ctx.restore();
}
