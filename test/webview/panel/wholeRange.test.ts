import { expect, it } from 'vitest';
import { wholeRange } from '../../../webview/panel/plots/wholeRange.ts';
import { Table } from '../../../webview/panel/table.ts';
import { tableOf } from './tables.ts';

it.each([
  ['many steps', [1, 2, 300], { from: 1, to: 300 }],
  ['a run that began in the middle', [500, 600], { from: 500, to: 600 }],
  ['one step alone, in the middle of the axis', [1], { from: 0, to: 2 }],
  ['one step alone of a run that was resumed', [2000], { from: 1999, to: 2001 }],
])('%s', (_, step, range) => expect(wholeRange(Table.empty.append(tableOf({ step })))).toEqual(range));
