import { expect, test } from 'vitest';
import { cellLine, isCellText, testIds } from '../../../src/host/cells/cellFile.ts';

test('two tests of one name are told apart', () => {
  const ids = testIds(['a', 'b', 'a', 'a']);
  expect(new Set(ids).size).toBe(4);
  expect(testIds(['b', 'a'])).toEqual([ids[1], ids[0]]); // by its place among those of its name alone
});

const path = '/work/cells/mine.ts';

test.each([
  ['import { defineCell } from \'unfold\';\n\nexport default defineCell(() => ({}));', 2],
  ['// export default defineCell(…)\nimport { tanh } from "unfold";\nconst cell = () => ({});\nexport default cell;', 3],
  ['const { defineCell } = require(\'unfold\');\nmodule.exports = defineCell(() => ({}));', 1],
  ['import { defineCell } from \'unfold\';\nexport const cell = defineCell<1>(() => ({}));', 1], // told that it has no default export
  ['import { defineCell } from \'unfold\';\nconst cell = defineCell(() => ({}));\nexport { cell as default };', 1],
  ['import { tanh } from \'unfold\';\nconst cell = () => ({});\nexport {\n  cell as default };', 2],
])('a cell, and where it is made: %s', (text, line) => {
  expect([isCellText(path, text), cellLine(text)]).toEqual([true, line]);
});

test.each([
  [path, 'import { add } from \'unfold\';\nexport const twice = x => add(x, x);'],
  [path, 'export default () => ({});'],
  ['/work/cells/mine.test.ts', 'import { add } from \'unfold\';\nexport default add;'],
])('no cell: %s, %s', (at, text) => {
  expect(isCellText(at, text)).toBe(false);
});
