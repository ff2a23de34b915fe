import { expect, test } from 'vitest';
import { ticks } from '../../../webview/panel/graph/drawLabels.ts';

const written = (columnWidth: number, tau: number, source = 0, first = 0, last = tau - 1) =>
  ticks({ viewport: { columnWidth, offset: 0 }, tau, source }, first, last).map(({ column, step }) => `${step} at ${column}`);

test('steps are numbered every 48 pixels or more, from 1', () => {
  expect(written(50, 3)).toEqual(['1 at 0', '2 at 1', '3 at 2']);
  expect(written(10, 12)).toEqual(['5 at 4', '10 at 9']);
});

test('also where several steps share a pixel, of which one is drawn', () => {
  expect(written(0.25, 2200)).toEqual(['200 at 199', '400 at 399', '600 at 599', '800 at 799', '1000 at 999', '1200 at 1199', '1400 at 1399', '1600 at 1599', '1800 at 1799', '2000 at 1999', '2200 at 2199']);
});

test('those of a source and those of x are counted each from 1', () => {
  expect(written(24, 9, 5)).toEqual(['2 at 1', '4 at 3', '2 at 6', '4 at 8']);
});

test('no others than those in sight', () => {
  expect(written(50, 100, 0, 40, 42)).toEqual(['41 at 40', '42 at 41', '43 at 42']);
});
