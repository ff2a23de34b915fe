import { expect, test } from 'vitest';
import { parseFromLender, parseFromPanel, parsePanelSaved } from '../../src/protocol/panelMessages.ts';

test.each([
  { type: 'ready' },
  { type: 'inside' },
  { type: 'command', command: 'pause' },
  { type: 'set', knob: 'learningRate', value: 0.1 },
  { type: 'openCheckpoint', name: 'step-1.safetensors' },
  { type: 'pageError', message: 'oh' },
])('lets $type pass', message => expect(parseFromPanel(message)).toEqual(message));

test('keeps only the fields that belong to a message', () => {
  expect(parseFromPanel({ type: 'ready', extra: 1 })).toEqual({ type: 'ready' });
});

test.each([
  undefined, null, 'ready', 7, [], {}, { type: 'format' }, { type: 'command', command: 'rm' }, { type: 'command' },
  { type: 'set', knob: 'seed', value: 1 }, { type: 'set', knob: 'learningRate', value: '1' }, { type: 'openCheckpoint', name: 7 }, { type: 'pageError' },
])('stops %j', message => expect(parseFromPanel(message)).toBeUndefined());

test('reads what a page saved', () => {
  expect(parsePanelSaved({ source: 'file:///run', zoom: 1 })).toEqual({ source: 'file:///run' });
  expect(parsePanelSaved(undefined)).toBeUndefined();
  expect(parsePanelSaved({ source: 1 })).toBeUndefined();
});

test('of a page that lends, who draws there, bytes and a last word pass, and nothing else', () => {
  expect(parseFromLender({ type: 'card', renderer: '' })).toEqual({ type: 'card', renderer: '' });
  const message = new ArrayBuffer(4);
  expect(parseFromLender({ type: 'engine', message, extra: 1 })).toEqual({ type: 'engine', message });
  expect(parseFromLender({ type: 'engineLost', reason: 'gone' })).toEqual({ type: 'engineLost', reason: 'gone' });
  for (const none of [undefined, null, {}, { type: 'ready' }, { type: 'engine', message: 'text' }, { type: 'engine' }, { type: 'engineLost' }, { type: 'card' }]) {
    expect(parseFromLender(none)).toBeUndefined();
  }
});
