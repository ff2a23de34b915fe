import { expect, it } from 'vitest';
import { beside } from '../../../webview/panel/graph/edgeBatch.ts';

const width = (text: string): number => 6 * text.length;

it('labels stand beside each other where they would lie upon each other, and else where they are', () => {
  const labels = [{ text: 'α', x: 100, y: 50 }, { text: 'W', x: 102, y: 52 }, { text: 'U', x: 101, y: 48 }, { text: 'V', x: 101, y: 70 }];
  const placed = beside(labels, width);
  expect(placed.map(({ text }) => text)).toEqual(['α', 'W', 'U', 'V']);
  expect(placed[0]!.x).toBe(100);
  expect(placed[3]!.x).toBe(101);
  const [first, second, third] = placed;
  expect(second!.x).toBeGreaterThanOrEqual(first!.x + 6);
  expect(third!.x).toBeGreaterThanOrEqual(second!.x + 6);
});
