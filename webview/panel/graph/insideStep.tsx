import { useState } from 'preact/hooks';
import type { StepGraph } from '../../../src/core/graph/stepGraph.ts';
import { useSelected } from '../useStore.ts';
import type { PanelState } from '../store.ts';
import { stepPicture } from './stepLayout.ts';
import type { StepBox, StepPicture } from './stepLayout.ts';

const operationsOf = (state: PanelState) => state.operations;
const [width, height, gapX, gapY] = [92, 36, 24, 10];

/** The operations inside one step of each cell that a person wrote: what a node of the graph is made of, as the first step was heard: code that asks for t may do another thing later. */
export function InsideSteps() {
  const operations = useSelected(operationsOf);
  if (!operations) return null;
  return <>{Object.entries(operations).map(([layer, graph]) => <InsideStep key={layer} layer={layer} graph={graph} />)}</>;
}

function InsideStep({ layer, graph }: { readonly layer: string; readonly graph: StepGraph }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="inside" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Inside one step of {titleOf(layer)}, traced at t = 1: {graph.operations.length} operation{graph.operations.length === 1 ? '' : 's'}</summary>
      {open && <Drawing picture={stepPicture(graph)} layer={layer} />}
    </details>
  );
}

/** `layer 1`, `encoder layer 1`. */
const titleOf = (layer: string): string => layer.replace(/layers\.(\d+)/, (_, i: string) => `layer ${Number(i) + 1}`).replace('.', ' ');

const xOf = ({ column }: StepBox): number => column * (width + gapX) + 1;
const yOf = ({ row }: StepBox): number => row * (height + gapY) + 1;

function Drawing({ picture, layer }: { readonly picture: StepPicture; readonly layer: string }) {
  const byId = new Map(picture.boxes.map((box) => [box.id, box]));
  const [w, h] = [picture.columns * (width + gapX) - gapX + 2, picture.rows * (height + gapY) - gapY + 2];
  return (
    <div class="step-frame" tabIndex={0} role="group" aria-label={`Operations of ${titleOf(layer)}, from what is read to what comes out`}>
      <svg width={w} height={h} viewBox={`0 0 ${w} ${h}`} role="img" aria-label={inWords(picture)}>
        {picture.lines.map(([from, to]) => <path key={`${from}-${to}`} class="line" d={curve(byId.get(from)!, byId.get(to)!)} />)}
        {picture.boxes.map((box) => <Box key={box.id} box={box} />)}
      </svg>
    </div>
  );
}

function Box({ box }: { readonly box: StepBox }) {
  const { kind, label, parameters, shape } = box;
  const beside = parameters.length > 0 ? ` ${parameters.join(', ')}` : '';
  const middle = xOf(box) + width / 2;
  return (
    <g class={`box ${kind}`}>
      <title>{`${label}${beside} ${shape}`}</title>
      <rect x={xOf(box)} y={yOf(box)} width={width} height={height} rx={kind === 'operation' ? 3 : height / 2} />
      <text x={middle} y={yOf(box) + (shape === '' ? 22 : 15)}>{cut(label + beside)}</text>
      {shape !== '' && <text class="muted" x={middle} y={yOf(box) + 29}>{cut(shape)}</text>}
    </g>
  );
}

/** As much as a box is wide; all of it is in its tooltip. */
const cut = (text: string): string => (text.length > 14 ? `${text.slice(0, 13)}…` : text);

function curve(from: StepBox, to: StepBox): string {
  const [x1, y1, x2, y2] = [xOf(from) + width, yOf(from) + height / 2, xOf(to), yOf(to) + height / 2];
  const bend = Math.max(gapX / 2, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The same as a list, for those who do not see it. */
function inWords({ boxes, lines }: StepPicture): string {
  const labels = new Map(boxes.map(({ id, label }) => [id, label]));
  return boxes.filter(({ kind }) => kind !== 'read').map(({ id, label, parameters, shape }) => {
    const read = [...lines.filter(([, to]) => to === id).map(([from]) => labels.get(from)!), ...parameters];
    return `${label} of ${read.join(' and ')}${shape === '' ? '' : `, ${shape}`}`;
  }).join('; ');
}
