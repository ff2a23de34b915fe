import type { Range } from './chart.ts';

const zoomStep = 0.6;
const cursorSteps = 50;

/** What a key asks of a plot: to move the cursor, or to zoom. */
type Move = { readonly cursor: number } | { readonly zoom: Range | undefined };

/** Arrows move the cursor, + and − zoom around it, 0 shows all; undefined for any other key. */
export function cursorKey(key: string, cursor: number | undefined, shown: Range, whole: Range): Move | undefined {
  const at = cursor ?? shown.to;
  const length = shown.to - shown.from;
  const move = Math.max(1, Math.round(length / cursorSteps));
  switch (key) {
    case 'ArrowLeft': return { cursor: Math.max(Math.ceil(shown.from), at - move) };
    case 'ArrowRight': return { cursor: Math.min(Math.floor(shown.to), at + move) };
    case '+': case '=': return { zoom: around(at, length * zoomStep, whole) };
    case '-': return { zoom: length / zoomStep >= whole.to - whole.from ? undefined : around(at, length / zoomStep, whole) };
    case '0': return { zoom: undefined };
    default: return undefined;
  }
}

/** A range of a length with `middle` in its middle, moved to lie within the whole. */
function around(middle: number, length: number, whole: Range): Range {
  const from = Math.max(whole.from, Math.min(whole.to - length, middle - length / 2));
  return { from, to: from + Math.max(1, length) };
}
