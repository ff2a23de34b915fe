import { useMemo } from 'preact/hooks';
import type { Spread, StepGraph } from '../../../src/core/graph/stepGraph.ts';
import { formatNumber } from '../../shared/format.ts';
import { stepPicture } from './stepLayout.ts';
import type { StepBox, StepPicture } from './stepLayout.ts';

/** What each operation gave, by its place. */
type Values = readonly (Spread | null)[];

const [width, height, gapX, gapY] = [92, 50, 24, 10];

const xOf = ({ column }: StepBox): number => column * (width + gapX) + 1;
const yOf = ({ row }: StepBox): number => row * (height + gapY) + 1;

/** The operations of a step from left to right, each with what it gave. @param title of whom */
export function InsideStep({ graph, values, title }: { readonly graph: StepGraph; readonly values: Values; readonly title: string }) {
  const picture = useMemo(() => stepPicture(graph), [graph]);
  const byId = new Map(picture.boxes.map((box) => [box.id, box]));
  const [w, h] = [picture.columns * (width + gapX) - gapX + 2, picture.rows * (height + gapY) - gapY + 2];
  return (
    <div class="step-frame" tabIndex={0} role="group" aria-label={`Operations of ${title}, from what is read to what comes out`}>
      <svg width={w} height={h} viewBox={`0 0 ${w} ${h}`} role="img" aria-label={inWords(picture, values)}>
        {picture.pieces.map(([from, to]) => <path key={`${from}-${to}`} class="line" d={curve(byId.get(from)!, byId.get(to)!)} />)}
        {picture.boxes.map((box) => (box.kind === 'way' ? <path key={box.id} class="line" d={across(box)} /> : <Box key={box.id} box={box} spread={spreadOf(box, values)} />))}
      </svg>
    </div>
  );
}

const spreadOf = ({ operation }: StepBox, values: Values): Spread | null => (operation === undefined ? null : values[operation] ?? null);

function Box({ box, spread }: { readonly box: StepBox; readonly spread: Spread | null }) {
  const { kind, label, parameters, shape } = box;
  const beside = parameters.length > 0 ? ` ${parameters.join(', ')}` : '';
  const lines = [cut(label + beside), ...(shape === '' ? [] : [cut(shape)]), ...(spread ? [cut(range(spread))] : [])];
  const first = yOf(box) + height / 2 + 4 - 7 * (lines.length - 1);
  return (
    <g class={`box ${kind}`}>
      <title>{`${label}${beside} ${shape}${spread ? `\n${inFull(spread)}` : ''}`}</title>
      <rect x={xOf(box)} y={yOf(box)} width={width} height={height} rx={kind === 'operation' ? 3 : height / 2} />
      {lines.map((text, i) => <text key={i} class={i === 0 ? '' : 'muted'} x={xOf(box) + width / 2} y={first + 14 * i}>{text}</text>)}
    </g>
  );
}

/** As much as a box is wide; all of it is in its tooltip. */
const cut = (text: string): string => (text.length > 15 ? `${text.slice(0, 14)}…` : text);

/** `-0.12 … 0.98`, one number where all are the same. */
function range([least, , greatest]: Spread): string {
  if (least === null || greatest === null) return 'not finite';
  return least === greatest ? formatNumber(least, 3) : `${formatNumber(least, 2)} … ${formatNumber(greatest, 2)}`;
}

function inFull([least, mean, greatest]: Spread): string {
  return least === null || mean === null || greatest === null ? 'not finite' : `least ${formatNumber(least)}, mean ${formatNumber(mean)}, greatest ${formatNumber(greatest)}`;
}

function curve(from: StepBox, to: StepBox): string {
  const [x1, y1, x2, y2] = [xOf(from) + width, yOf(from) + height / 2, xOf(to), yOf(to) + height / 2];
  const bend = Math.max(gapX / 2, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

const across = (way: StepBox): string => `M${xOf(way)} ${yOf(way) + height / 2}h${width}`;

/** The same as a list, for those who do not see it. */
function inWords({ boxes, lines }: StepPicture, values: Values): string {
  const labels = new Map(boxes.map(({ id, label }) => [id, label]));
  return boxes.filter(({ kind }) => kind === 'operation' || kind === 'result').map((box) => {
    const { id, label, parameters, shape } = box;
    const spread = spreadOf(box, values);
    const read = [...lines.filter(([, to]) => to === id).map(([from]) => labels.get(from)!), ...parameters];
    return `${label} of ${read.join(' and ')}${shape === '' ? '' : `, ${shape}`}${spread ? `, ${range(spread)}` : ''}`;
  }).join('; ');
}
