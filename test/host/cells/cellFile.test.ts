import { expect, test } from 'vitest';
import { testIds } from '../../../src/host/cells/cellFile.ts';

test('two tests of one name are told apart', () => {
  const ids = testIds(['a', 'b', 'a', 'a']);
  expect(new Set(ids).size).toBe(4);
  expect(testIds(['b', 'a'])).toEqual([ids[1], ids[0]]); // by its place among those of its name alone
});
