import { expect, it } from 'vitest';
import { keyNavigation } from '../../../webview/panel/graph/navigation.ts';
import { cursorKey } from '../../../webview/panel/plots/plotKeys.ts';

const viewport = { columnWidth: 30, offset: -600 };
const whole = { from: 0, to: 1000 };

it('arrow keys pan the graph, + and − zoom it, 0 fits', () => {
  const go = (key: string) => keyNavigation(key, viewport, 100, 600);
  expect(go('ArrowRight')).toEqual({ columnWidth: 30, offset: -690 });
  expect(go('ArrowLeft')).toEqual({ columnWidth: 30, offset: -510 });
  expect(go('+')).toMatchObject({ columnWidth: 37.5 });
  expect(go('-')).toMatchObject({ columnWidth: 24 });
  expect([go('0'), go('Tab')]).toEqual(['fit', undefined]);
});

it('keys move the cursor of a plot within what is shown', () => {
  const shown = { from: 100, to: 200 };
  expect(cursorKey('ArrowLeft', undefined, shown, whole)).toEqual({ cursor: 198 });
  expect(cursorKey('ArrowRight', 199, shown, whole)).toEqual({ cursor: 200 });
  expect(cursorKey('Enter', 150, shown, whole)).toBeUndefined();
});

it('keys zoom a plot around the cursor, never beyond all steps', () => {
  expect(cursorKey('+', 500, whole, whole)).toEqual({ zoom: { from: 200, to: 800 } });
  expect(cursorKey('+', 10, whole, whole)).toEqual({ zoom: { from: 0, to: 600 } });
  expect(cursorKey('-', 500, { from: 400, to: 600 }, whole)).toMatchObject({ zoom: { from: expect.closeTo(333.33, 1), to: expect.closeTo(666.67, 1) } });
  expect(cursorKey('-', 500, { from: 100, to: 900 }, whole)).toEqual({ zoom: undefined });
});
