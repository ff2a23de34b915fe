import { expect, test } from 'vitest';
import { parseFromPreview } from '../../src/protocol/previewMessages.ts';

test.each([
  { type: 'ready' }, { type: 'sample' }, { type: 'resume' }, { type: 'export' }, { type: 'statistics', name: 'W' }, { type: 'heatMap', name: '' },
  { type: 'spectrum', name: 'layers.0.W' }, { type: 'pageError', message: 'x' },
])('%j is a message', (message) => {
  expect(parseFromPreview({ ...message, more: 1 })).toEqual(message);
});

test.each([
  undefined, null, 5, 'ready', [], {}, { type: 'toString' }, { type: 'statistics' }, { type: 'heatMap', name: 5 }, { type: 'pageError', message: {} },
])('%j is none', (message) => {
  expect(parseFromPreview(message)).toBeUndefined();
});
