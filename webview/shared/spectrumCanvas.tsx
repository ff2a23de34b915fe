import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Spectrum } from '../../src/protocol/preview.ts';
import { formatNumber } from './format.ts';
import type { Theme } from './theme.ts';
import { spectralRadius } from './spectralRadius.ts';

interface Props {
  readonly blocks: Spectrum['blocks'];
  readonly theme: Theme;
  readonly colour: (block: number) => string;
  readonly label: string;
  /** Pixels. */
  readonly side?: number;
  /** Whether the points of every block but the first are crosses. */
  readonly crosses?: boolean;
}

const padding = 16;

/** The complex plane around the unit circle, as far as the eigenvalues reach. */
export function SpectrumCanvas({ blocks, theme, colour, label, side = 300, crosses = false }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current!;
    element.width = element.height = side * devicePixelRatio;
    const context = element.getContext('2d')!;
    context.scale(devicePixelRatio, devicePixelRatio);
    const reach = Math.max(1, ...blocks.map(spectralRadius));
    const unit = (side / 2 - padding) / reach;
    context.translate(side / 2, side / 2);
    drawPlane(context, unit, side, theme);
    blocks.forEach((block, index) => drawPoints(context, block, unit, colour(index), crosses && index > 0));
  }, [blocks, theme, side]);
  return <canvas ref={canvas} role="img" aria-label={label} style={{ width: `${side}px`, height: `${side}px` }} />;
}

function drawPlane(context: CanvasRenderingContext2D, unit: number, side: number, { border, muted, font }: Theme): void {
  context.strokeStyle = border;
  context.beginPath();
  context.moveTo(-side / 2, 0);
  context.lineTo(side / 2, 0);
  context.moveTo(0, -side / 2);
  context.lineTo(0, side / 2);
  context.stroke();
  context.strokeStyle = context.fillStyle = muted;
  context.beginPath();
  context.arc(0, 0, unit, 0, 2 * Math.PI);
  context.stroke();
  context.font = `11px ${font}`;
  context.fillText(formatNumber(1), unit + 3, -4);
}

/** The imaginary axis points up. */
function drawPoints(context: CanvasRenderingContext2D, { re, im }: Spectrum['blocks'][number], unit: number, colour: string, cross: boolean): void {
  context.fillStyle = context.strokeStyle = colour;
  context.globalAlpha = 0.75;
  re.forEach((real, k) => {
    const [x, y] = [real * unit, -im[k]! * unit];
    context.beginPath();
    if (cross) drawCross(context, x, y);
    else context.arc(x, y, 2.5, 0, 2 * Math.PI);
    if (cross) context.stroke();
    else context.fill();
  });
  context.globalAlpha = 1;
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - 3, y - 3);
  context.lineTo(x + 3, y + 3);
  context.moveTo(x - 3, y + 3);
  context.lineTo(x + 3, y - 3);
}
