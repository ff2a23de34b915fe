import { expect, test } from 'vitest';
import { indexAfter } from '../../../webview/lab/useCursor.ts';

test.each<[string, boolean, number, number | undefined]>([
  ['ArrowRight', false, 100, 125], ['ArrowLeft', false, 100, 75], ['ArrowRight', true, 100, 101], ['ArrowLeft', true, 100, 99],
  ['ArrowRight', false, 1249, 1249], ['ArrowRight', true, 1249, 1249], ['ArrowLeft', false, 3, 0], ['Home', false, 100, 0], ['End', false, 100, 1249],
  ['+', false, 100, undefined], ['a', false, 100, undefined],
])('%s (Shift: %s) moves the cursor from %i to %s', (key, shiftKey, from, to) => {
  expect(indexAfter({ key, shiftKey }, from, 1250)).toBe(to);
});
