import { expect, test } from 'vitest';
import { numbers, readTable } from '../../../src/core/data/csv.ts';
import { plainTable } from '../../../src/core/data/plainTable.ts';
import { atOnce } from '../../../src/core/math/turns.ts';

const plain = (text: string, file = 'a.csv') => atOnce(plainTable(text, file));
const outcome = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
};

/** Everything that can be asked of a table, one way or the other. */
const asked = {
  plain: (text: string, file: string) => outcome(() => {
    const table = plain(text, file);
    return { header: table.header, rows: table.rows, columns: table.header.map((_, k) => [outcome(() => table.column(k)), table.words!(k)]) };
  }),
  whole: (text: string, file: string) => outcome(() => {
    const table = readTable(text, file);
    return { header: table.header, rows: table.rows.length, columns: table.header.map((_, k) => [outcome(() => numbers(table, k)), table.rows.map(({ cells }) => cells[k])]) };
  }),
};

test.each([
  ['a,b\n1,2\n3,4\n'], ['a;b\r\n1;2\r\n 3 ;\t4\r\n\r\n'], ['a\tb\r1\t2\r3\t4'], ['v\n1\n\n2\n'], ['v\r\n1\r\n\r\n2'], ['a,b\n1,2\n\n3,4\n'], ['a,b\n1,2\n3,4,5\n'], ['a,b\n1\n'], ['a,b'], ['v'],
  ['a,b\n1,n/a\n,2\n'], ['a,b\n1,\n2,NaN\n'], ['a, b ,\n1,2,\n'], ['a,b\n1,Infinity\n'], ['wer;wann;was\nx;1e3;-0.5\n'],
])('a table without quotes is what d3 makes of it: %j', text => {
  for (const file of ['a.csv', 'a.tsv']) expect(asked.plain(text, file)).toEqual(asked.whole(text, file));
});

test('is read in pieces, with the columns that are wanted; what is wrong with one is said when it is asked for', () => {
  const rows = Array.from({ length: 40_000 }, (_, t) => `${t},${t === 39_999 ? 'x' : t / 2}`);
  const work = plainTable(`a,b\n${rows.join('\n')}\n`, 'long.csv', ['a', 'b', 'c']);
  let pieces = 0;
  for (; ; pieces++) {
    const { done, value: table } = work.next();
    if (!done) continue;
    expect([pieces > 5, table.rows, table.column(0)[39_999]]).toEqual([true, 40_000, 39_999]);
    expect(() => table.column(1)).toThrow('long.csv, line 40001: "b" is "x", not a number.');
    return;
  }
});
