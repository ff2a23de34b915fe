import { expect, test } from 'vitest';
import { ownWords, settingsOfLayer, withOfLayer } from '../../../webview/lab/layerSettings.ts';
import { names } from '../../../webview/lab/search/names.ts';
import { firstSettings } from '../../../webview/lab/settings.ts';

const settings = { ...firstSettings({ columns: ['y'], rows: 9 }), layers: 3, leakRate: 0.8, units: 100, above: [{ leakRate: 0.5 }] };
const leaks = (of: typeof settings) => [0, 1, 2].map(layer => settingsOfLayer(of, layer).leakRate);

test('what a layer has of its own is its own, the rest that of the lowest; it reads the states below by 1/√n', () => {
  expect(leaks(settings)).toEqual([0.8, 0.5, 0.8]);
  expect(settingsOfLayer(settings, 'all')).toEqual(settingsOfLayer(settings, 0));
  expect([0, 1, 2].map(layer => settingsOfLayer(settings, layer).inputScaling)).toEqual([settings.inputScaling, 0.1, 0.1]);
});

test('a slider of all layers sets all, one of a layer that alone', () => {
  expect(leaks(withOfLayer(settings, 'all', { leakRate: 0.3 }) as typeof settings)).toEqual([0.3, 0.3, 0.3]);
  expect(leaks(withOfLayer(settings, 0, { leakRate: 0.3 }) as typeof settings)).toEqual([0.3, 0.5, 0.8]);
  expect(leaks(withOfLayer(settings, 2, { leakRate: 0.3 }) as typeof settings)).toEqual([0.8, 0.5, 0.3]);
});

test('how strongly a layer reads is always its own', () => {
  const own = withOfLayer(settings, 1, { inputScaling: 0.7 });
  const all = withOfLayer(own, 'all', { inputScaling: 2 });
  expect([0, 1, 2].map(layer => settingsOfLayer(all, layer).inputScaling)).toEqual([2, 0.7, 0.1]);
});

test('what they have of their own is said, of the layers that there are', () => {
  const labels = { ...names, topology: 'Topology' };
  expect(ownWords(settings, labels)).toBe('Of their own: leak rate (layer 2). A slider of all layers sets it in all.');
  expect(ownWords({ ...settings, above: [{ leakRate: 0.5, units: 3, inputScaling: 1 }, { units: 4 }] }, labels)).toMatch(/units \(layers 2, 3\); leak rate \(layer 2\)/);
  expect(ownWords({ ...settings, layers: 1 }, labels)).toBeUndefined();
});
