import { expect, test } from 'vitest';
import { placeIn } from '../../../src/core/data/tableErrors.ts';

test('a place is told by its line and column, whatever ends a line', () => {
  const text = 'ab\nc\r\n\r\nde\rf\n\r\rg\n\nhi';
  for (let at = 0; at <= text.length; at++) {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/); // another way
    expect(placeIn(text, at)).toBe(`${lines.length}:${lines.at(-1)!.length + 1}`);
  }
});
