import { expect, test } from 'vitest';
import { tableOfText } from '../../../src/core/data/numberTable.ts';

const read = (text: string) => tableOfText(text, 'co2.csv');

test('reads quoted cells, any line end, commas, semicolons and tabs', () => {
  for (const [separator, end] of [[',', '\n'], [';', '\r\n'], ['\t', '\n']]) {
    const table = read([`date${separator}"CO2 ""raw"""`, `"a${separator}b"${separator}1.5`, `c${separator}-2e3`].join(end) + end);
    expect([table.header, table.words!(0)]).toEqual([['date', 'CO2 "raw"'], [`a${separator}b`, 'c']]);
    expect(table.column(1)).toEqual(Float64Array.of(1.5, -2000));
  }
});

test('knows the line of a row behind a quoted line break', () => {
  const table = read('note,v\n"two\nlines",1\nx,two\n');
  expect(table.words!(0)).toEqual(['two\nlines', 'x']);
  expect(() => table.column(1)).toThrow('co2.csv:4:3: "v" is "two", not a number.');
  expect(() => read('note,v\n"two\r\n\r\nlines",1\nx\n')).toThrow('co2.csv:5:1: this row has 1 cell, but the header has 2. Give it one for each column.');
});

test('drops blank lines at the end only', () => {
  expect(read('a,b\n1,2\n\n\n').rows).toBe(1);
  expect(() => read('a,b\n1,2\n\n3,4\n')).toThrow('co2.csv:3:1: this line is blank, and rows follow it. Take it out.');
});

test('says the line, the column and the value that is not a number', () => {
  const text = (cell: string) => `date,CO2\n1,315.7\n2,${cell}\n`;
  expect(() => read(text('n/a')).column(1)).toThrow('co2.csv:3:3: "CO2" is "n/a", not a number.');
  expect(() => read(text('')).column(1)).toThrow('co2.csv:3:3: "CO2" is empty.');
  expect(() => read(text('""')).column(1)).toThrow('co2.csv:3:3: "CO2" is empty.');
  expect(() => read(text('Infinity')).column(1)).toThrow('"Infinity", not a number');
  expect(() => read('date;CO2\n1;315.7\n2;315,7\n').column(1)).toThrow('co2.csv:3:3: "CO2" is "315,7", not a number. Decimals take a point.');
});

test('a gap in a file of one column is a gap, not a blank line', () => {
  expect(() => read('CO2\n1\n\n2\n').column(0)).toThrow('co2.csv:3:1: "CO2" is empty.');
});

test('a .tsv file has tabs between its columns, whatever its header holds', () => {
  const tsv = (text: string) => tableOfText(text, 'co2.TSV');
  const { header, words } = tsv('a,b;c\tv\n1,2\t3\n');
  expect([header, words!(0), words!(1)]).toEqual([['a,b;c', 'v'], ['1,2'], ['3']]);
  expect(() => tsv('a\tb\n1\t2\n3\t4\t5\n')).toThrow('co2.TSV:3:1: this row has 3 cells, but the header has 2. Give it one for each column.');
  expect(tsv('a,b\n1,2\n').header).toEqual(['a,b']);
});

test('an empty cell at the very end of a table of tabs is one', () => {
  expect(() => tableOfText('a\tb\n1\t2\n3\t\n\n', 'co2.tsv').column(1)).toThrow('co2.tsv:3:3: "b" is empty.');
});

test.each([
  ['v,note\n1,"five inches\n2,x\n3,y\n', '2:3'], ['v,note\n1,x\r\n"2,y\r\n3,z', '3:1'], ['"v,note\n1,2\n', '1:1'], ['v,note\n1,"two\nlines, ""quoted"""\n2,"\n', '4:3'],
])('a quote that never ends is found, which would take the rest of the file into one cell: %j', (text, place) => {
  expect(() => read(text)).toThrow(`co2.csv:${place}: a cell begins with a quote that never ends.`);
});

test('a quote within a cell is a sign like any other', () => {
  expect(read('v,note\n1,5" pipe\n2,a "b\n').words!(1)).toEqual(['5" pipe', 'a "b']);
});
