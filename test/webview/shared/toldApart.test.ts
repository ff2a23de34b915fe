import { expect, test } from 'vitest';
import { toldApart } from '../../../webview/shared/toldApart.ts';

test.each([
  [[-1, -0.5, 0, 0.5, 1], ['-1', '-0.5', '0', '0.5', '1']],
  [[1e12, 1.005e12, 1.01e12, 1.015e12], ['1e12', '1.005e12', '1.01e12', '1.015e12']],
  [[1013, 1013.5, 1014], ['1,013', '1,013.5', '1,014']],
  [[0.1, 0.1025, 0.105], ['0.1', '0.1025', '0.105']],
  [[1e-15, null, 1e-10, 1], ['1e-15', '', '1e-10', '1']],
  [[0.30000000000000004], ['0.3']],
])('%j are told apart', (splits, texts) => {
  expect(toldApart(splits)).toEqual(texts);
});
