import { dsvFormat } from 'd3-dsv';
import { expect, test } from 'vitest';
import { textTable } from '../../../src/core/data/textTable.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import { csvRows } from '../../../src/core/spec/csvRows.ts';
import { separatorOf } from '../../../src/core/spec/separator.ts';

test.each<[text: string, file?: string]>([
  ['a,b\n1,2\n3,4\n'], ['a;b\r\n1;2\r\n 3 ;\t4\r\n\r\n'], ['a\tb\r1\t2\r3\t4'], ['v\n1\n\n2\n'], ['v\r\n1\r\n\r\n2'], ['a,b'], ['v'], ['a, b ,\n1,2,\n'],
  ['"a","b"\n"1","2"\n'], ['a,"b ""c"", d"\r\n"x\r\ny",""\r\n"""",1\r\n'], ['"a";"b"\n1;"2"\n"3;3";\n'], ['a\t"b\tc"\n"1"\t"2\n\n3"\n'], ['a,b\n1,5" pipe\n"",a "b\n'], ['"v"\r"1"\r\r"2"'],
  ['a,"b\t"c\t;d"\r\n1\t2\r\n\t"3\n4"\r\n', 'a.tsv'], ['a,b\n1,2\n', 'a.tsv'],
])('a table is what d3 makes of it: %j', (text, file = 'a.csv') => {
  const [header, ...rows] = dsvFormat(separatorOf(text, file)).parseRows(text.trimEnd()).map(cells => cells.map(cell => cell.trim()));
  const table = atOnce(textTable(text, file));
  expect([table.header, table.rows]).toEqual([header, rows.length]);
  for (const k of table.header.keys()) expect(table.words!(k)).toEqual(rows.map(cells => cells[k] ?? ''));
});

test('what stands behind the quotes of a cell belongs to it', () => {
  const { header, words } = atOnce(textTable('"a"b,c\n"1" ,"x"" "y\n', 'a.csv'));
  expect([header, words!(0), words!(1)]).toEqual([['ab', 'c'], ['1'], ['x" y']]);
  expect(Array.from(csvRows('"a"b,c\n"1" ,"x"" "y\n', 'a.csv'), row => row.map(cell => cell.text))).toEqual([['ab', 'c'], ['1 ', 'x" y']]); // where they are texts, blanks stay
});

test.each([
  ['a,b\n1,2\n3,4,5\n', 'a.csv:3:1: this row has 3 cells, but the header has 2. Give it one for each column.'], ['a,b\n1\n', 'a.csv:2:1: this row has 1 cell, but the header has 2. Give it one for each column.'],
  ['a,b\r\n1,2\r\n\r\n3,4\r\n', 'a.csv:3:1: this line is blank, and rows follow it. Take it out.'], ['a,b\n"1\n,2",3\n4\n', 'a.csv:4:1: this row has 1 cell, but the header has 2. Give it one for each column.'],
])('rows of unequal length are told: %j', (text, sentence) => {
  expect(() => atOnce(textTable(text, 'a.csv'))).toThrow(sentence);
});

test.each([['plain', ''], ['quoted', '"']])('a %s table is read in pieces, with the columns that are wanted; what is wrong with one is said when it is asked for', (_, mark) => {
  const rows = Array.from({ length: 40_000 }, (__, t) => `${mark}${t}${mark},${t === 39_999 ? 'x' : t / 2},w${t}`);
  const work = textTable(`a,b,w\n${rows.join('\n')}\n`, 'long.csv', ['a', 'b', 'c', 'w']);
  const shares = [0];
  for (;;) {
    const { done, value: table } = work.next();
    if (!done) {
      expect(table).toBeGreaterThan(shares.at(-1)!);
      shares.push(table);
      continue;
    }
    expect([shares.length > 10, shares.at(-1), table.rows, table.column(0)[39_999], table.words!(2)[39_999]]).toEqual([true, 1, 40_000, 39_999, 'w39999']);
    expect(() => table.column(1)).toThrow(`long.csv:40001:${mark === '' ? 7 : 9}: "b" is "x", not a number.`);
    return;
  }
});
