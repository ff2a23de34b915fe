import { cut } from '../../shared/cut.ts';
import { formatCount } from '../../shared/format.ts';
import { footer, gutter, header, xOf, yOf } from './scene.ts';
import type { DrawnColumn, Scene } from './scene.ts';

/** Pixels between two numbers on the axis of t. */
const tickSpace = 48;
/** Columns narrower than this hold no text. */
const legible = 8;
/** Of the texts of a row, as a share. */
const most = 2 / 3;
/** Pixels between two texts of a row. */
const gap = 4;

/** What goes in under the graph, what should come out above it, and t. */
export function drawColumnLabels(context: CanvasRenderingContext2D, scene: Scene, columns: readonly DrawnColumn[]): void {
  const { theme, viewport, inputs, targets, tau, height } = scene;
  const late = tau - targets.length;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.foreground;
  context.font = `12px ${theme.font}`;
  const rowOf = (textAt: (t: number) => string | undefined) => columns.flatMap(({ t }) => { const text = textAt(t); return text === undefined ? [] : [{ text, x: xOf(scene, t) }]; });
  drawRow(context, rowOf((t) => inputs[t]), height - footer + 8, viewport.columnWidth);
  drawRow(context, rowOf((t) => targets[t - late]), header / 2, viewport.columnWidth);
  context.fillStyle = theme.muted;
  context.font = `10px ${theme.font}`;
  for (const { column, step } of ticks(scene, columns[0]?.t ?? 0, columns.at(-1)?.t ?? -1)) {
    const [text, x] = [formatCount(step), xOf(scene, column)];
    if (x <= scene.width) context.fillText(text, Math.min(x, scene.width - context.measureText(text).width / 2), height - 10);
  }
}

/** The numbers on the axis of t, whichever columns are drawn: those of a source and those of x are counted each from 1. */
export function ticks({ viewport, source, tau }: Pick<Scene, 'viewport' | 'source' | 'tau'>, first: number, last: number): { readonly column: number; readonly step: number }[] {
  const every = tickStep(viewport.columnWidth);
  const within = (from: number, to: number) => Array.from({ length: Math.floor((to - from) / every) }, (_, i) => ({ column: from + (i + 1) * every - 1, step: (i + 1) * every }));
  return [...within(0, source), ...within(source, tau)].filter(({ column }) => column >= first && column <= last);
}

/** The texts of a row, where there is room for most of them: a few among many would be taken for all that there are. Dots stand for the others. */
function drawRow(context: CanvasRenderingContext2D, texts: readonly { readonly text: string; readonly x: number }[], y: number, room: number): void {
  if (room < legible) return;
  const told = texts.filter(({ text }) => text !== '').map(({ text, x }) => ({ text: cut(text, room - gap, (part) => context.measureText(part).width), x }));
  if (told.filter(({ text }) => text !== '').length >= most * texts.length) for (const { text, x } of told) context.fillText(text || '…', x, y);
}

/** The variable of each row, in the gutter. */
export function drawRowNames(context: CanvasRenderingContext2D, scene: Scene): void {
  if (scene.progress < 1) return;
  context.fillStyle = scene.theme.muted;
  context.font = `italic 12px ${scene.theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { symbol, row } of scene.circuit.variables) context.fillText(symbol, gutter / 2, yOf(scene, row));
  context.fillText('t', gutter / 2, scene.height - 10);
}

/** 1, 2, 5, 10, 20, 50, … time steps between two numbers. */
function tickStep(columnWidth: number): number {
  const least = Math.max(1, tickSpace / columnWidth);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? least;
}
