import { describe, expect, test } from 'vitest';
import { rowAfterKey, rowHeight, windowOf } from '../../../webview/preview/table/window.ts';

describe('the rows drawn', () => {
  test('are those seen and a few around them', () => {
    const { start, end } = windowOf(100 * rowHeight, 10 * rowHeight, 5000);
    expect(start).toBeLessThanOrEqual(100);
    expect(end).toBeGreaterThanOrEqual(110);
    expect(end - start).toBeLessThan(40);
  });

  test('are within the list, also when it became shorter than the place scrolled to', () => {
    expect(windowOf(0, 10 * rowHeight, 3)).toEqual({ start: 0, end: 3 });
    expect(windowOf(1000 * rowHeight, 10 * rowHeight, 3)).toEqual({ start: 3, end: 3 });
    expect(windowOf(0, 10 * rowHeight, 0)).toEqual({ start: 0, end: 0 });
  });
});

test('keys move within the list', () => {
  const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'];
  expect(keys.map((key) => rowAfterKey(key, 5, 10, 12))).toEqual([6, 4, 11, 0, 0, 11, undefined]);
});
