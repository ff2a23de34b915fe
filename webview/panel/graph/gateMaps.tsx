import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { formatNumber } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { gatesOf, picture } from './gates.ts';
import type { Gate } from './gates.ts';
import { layerTitle } from './layerTitle.ts';
import { statistics, valuesAt } from './reading.ts';

/** What the gates of a chain let through: a column for each step, a row for each unit, or for each row of a memory that is looked at. @param column the step looked at */
export function GateMaps({ probe, column }: { probe: ProbeRecord; column: number }) {
  const chains = gatesOf(probe);
  const [wanted, setWanted] = useState<string>();
  const theme = useTheme();
  const shown = chains.find(({ chain }) => chain === wanted) ?? chains.find(({ gates }) => valuesAt(probe, gates[0]!.probe, column)) ?? chains[0]; // of an encoder or of what answers it, as the step is
  if (!shown) return null;
  return (
    <div class="details gates">
      <h3 class="muted">
        Gates of {chains.length === 1 ? layerTitle(shown.chain) : (
          <select aria-label="Gates of which layer" value={shown.chain} onChange={(event) => setWanted(event.currentTarget.value)}>
            {chains.map(({ chain }) => <option key={chain} value={chain}>{layerTitle(chain)}</option>)}
          </select>
        )}: a column for each step, a row for each unit or slot
      </h3>
      <div class="gate-maps">{shown.gates.map((gate) => <GateMap key={gate.probe} gate={gate} probe={probe} column={column} theme={theme} />)}</div>
    </div>
  );
}

function GateMap({ gate: { letter, probe: name, matrix }, probe, column, theme }: { gate: Gate; probe: ProbeRecord; column: number; theme: Theme }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tau = 0, n = 0] = matrix.shape;
  useLayoutEffect(() => {
    if (tau * n === 0) return;
    paint(canvas.current!, new ImageData(picture(matrix, theme), tau, n));
  }, [matrix, theme]);
  const values = valuesAt(probe, name, column);
  const { mean = 0, max = 0 } = values ? statistics(values) : {};
  const said = values ? `mean ${formatNumber(mean, 2)}, largest ${formatNumber(max, 2)} in row ${values.indexOf(max) + 1} of ${n}` : '–';
  return (
    <figure data-gate={name}>
      <canvas ref={canvas} role="img" aria-label={`Gate ${letter} over ${tau} steps of ${n}; at the step looked at ${said}`} />
      <figcaption><b>{letter}</b> <span class="muted tabular">{said}</span></figcaption>
    </figure>
  );
}

/** Each pixel so many times that the browser only makes the picture smaller: all columns are in it then, where there are more of them than pixels. */
function paint(canvas: HTMLCanvasElement, pixels: ImageData): void {
  const times = (shown: number, count: number) => Math.max(1, Math.ceil((shown * devicePixelRatio) / count));
  const once = new OffscreenCanvas(pixels.width, pixels.height);
  once.getContext('2d')!.putImageData(pixels, 0, 0);
  const [width, height] = [pixels.width * times(canvas.clientWidth, pixels.width), pixels.height * times(canvas.clientHeight, pixels.height)];
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(once, 0, 0, width, height);
}
