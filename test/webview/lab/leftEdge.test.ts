import { expect, test, vi } from 'vitest';
import { leftEdge } from '../../../webview/lab/leftEdge.ts';

test('charts below each other have the left edge of the one with the longest numbers', () => {
  const edge = leftEdge(50);
  const [fit, error] = [{ redraw: vi.fn() }, { redraw: vi.fn() }];
  expect([edge.size(fit, ['0', '1']), edge.size(error, null), edge.size(error, ['0', '-0.5'])]).toEqual([50, 50, 50]);
  expect([fit.redraw.mock.calls.length, error.redraw.mock.calls.length]).toEqual([0, 0]);
  const wide = edge.size(error, ['0', '1.000005e9']);
  expect(wide).toBeGreaterThan(70);
  expect([fit.redraw.mock.calls, error.redraw.mock.calls]).toEqual([[[true, true]], []]);
  expect([edge.size(fit, ['0', '1']), fit.redraw.mock.calls.length]).toEqual([wide, 1]);
  edge.leave(error);
  expect([edge.size(fit, ['0', '1']), fit.redraw.mock.calls.length]).toEqual([50, 2]);
});

test('a chart that left does not count, even where it is drawn once more', () => {
  const edge = leftEdge(50);
  const [upper, lower, next] = [{ redraw: vi.fn() }, { redraw: vi.fn() }, { redraw: vi.fn() }];
  edge.size(upper, ['1.000005e9']);
  edge.size(lower, ['1.000005e9']);
  edge.leave(upper);
  edge.leave(lower);
  edge.size(lower, ['1.000005e9']);
  expect([edge.size(next, ['0', '1']), lower.redraw.mock.calls]).toEqual([50, []]);
});
