import { expect, test } from 'vitest';
import { columnOfStep } from '../../../webview/panel/graph/columnOfStep.ts';

const encoder = { of: [0, 0, 0, -1, -1] };
const decoder = { of: [-1, -1, -1, 0, 1] };

test('a cell that has a step at the t looked at is looked at there', () => {
  expect([columnOfStep(encoder, 1), columnOfStep(decoder, 3)]).toEqual([1, 3]);
});

test('one that has none there is looked at in its last: that of an encoder in the source, that of a decoder behind it', () => {
  expect([columnOfStep(encoder, 4), columnOfStep(decoder, 0), columnOfStep(encoder, 9)]).toEqual([2, 4, 2]);
});

test('one without any step leaves t where it is', () => {
  expect([columnOfStep(undefined, 4), columnOfStep({ of: [-1, -1] }, 1)]).toEqual([4, 1]);
});
