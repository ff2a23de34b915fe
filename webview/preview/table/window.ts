/** Height of a row in pixels; the stylesheet has the same. */
export const rowHeight = 26;
/** Rows drawn beyond what can be seen, each way. */
const margin = 8;

export interface Window {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** The rows of `count` to draw where `height` pixels are seen from `scrollTop` on. */
export function windowOf(scrollTop: number, height: number, count: number): Window {
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin);
  return { start: Math.max(0, Math.min(end, Math.floor(scrollTop / rowHeight) - margin)), end };
}

/** The row that a key leads to from row `from`, `undefined` for another key. `page` is how many rows are seen. */
export function rowAfterKey(key: string, from: number, page: number, count: number): number | undefined {
  const target = targetOf(key, from, page, count);
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

function targetOf(key: string, from: number, page: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown': return from + 1;
    case 'ArrowUp': return from - 1;
    case 'PageDown': return from + page;
    case 'PageUp': return from - page;
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return undefined;
  }
}
