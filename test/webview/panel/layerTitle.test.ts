import { expect, test } from 'vitest';
import { layerTitle } from '../../../webview/panel/graph/layerTitle.ts';

test.each([['layers.0', 'layer 1'], ['layers.11.backward', 'layer 12 backward'], ['encoder.layers.1.forward', 'encoder layer 2 forward']])('%s is called %s', (chain, title) => {
  expect(layerTitle(chain)).toBe(title);
});
