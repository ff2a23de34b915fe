import { expect, test } from 'vitest';
import { cut } from '../../../webview/shared/cut.ts';

test('a text that is too long is cut where its beginning says something', () => {
  const ofTen = (text: string, room: number) => cut(text, room, part => 10 * [...part].length);
  expect(ofTen('ship', 40)).toBe('ship');
  expect(ofTen('Ben office moved', 100)).toBe('Ben offic…');
  expect(ofTen('Ben office moved', 50)).toBe('Ben…');
  expect(ofTen('whale', 30)).toBe('');
  expect(ofTen('m', 9)).toBe('m');
});
