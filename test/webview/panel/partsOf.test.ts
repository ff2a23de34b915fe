import { expect, it } from 'vitest';
import { partsOf } from '../../../webview/panel/partsOf.ts';

it.each([
  ['./cells/mine.ts:4:12: no luck.', [{ text: './cells/mine.ts:4:12', place: { file: './cells/mine.ts', line: 4, column: 12 } }, { text: ': no luck.' }]],
  ['In ../lib/a b.mjs:7 still runs.', [{ text: 'In ' }, { text: '../lib/a b.mjs:7', place: { file: '../lib/a b.mjs', line: 7, column: 0 } }, { text: ' still runs.' }]],
  ['./a.ts: imports \'./b.js\'', [{ text: './a.ts', place: { file: './a.ts', line: 0, column: 0 } }, { text: ': imports \'' }, { text: './b.js', place: { file: './b.js', line: 0, column: 0 } }, { text: '\'' }]],
  ['The loss is NaN. Lower .../x.tsx', [{ text: 'The loss is NaN. Lower .../x.tsx' }]],
  ['', []],
])('%s', (sentence, parts) => {
  expect(partsOf(sentence)).toEqual(parts);
});
