import { dsvFormat } from 'd3-dsv';
import { expect, test } from 'vitest';
import { rowsOf } from '../../../src/core/spec/delimited.ts';

test.each([
  'a,b\n1,2\n', 'a,b\r\n1,2', 'a;b,c\n1', '"a, b",c\n"say ""no""","two\nlines"\n', 'a,,\n,,\n', 'a\n\nb\n', '', '"",x\n', 'a\rb\r', 'it is 5" long,x\n', 'a,b\n1,',
])('%j is read as a library reads it', (text) => {
  expect(rowsOf(text, ',')).toEqual(dsvFormat(',').parseRows(text));
});
