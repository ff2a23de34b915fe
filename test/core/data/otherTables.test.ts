import { expect, test } from 'vitest';
import { jsonInPieces } from '../../../src/core/data/jsonInPieces.ts';
import { jsonTable } from '../../../src/core/data/jsonTable.ts';
import { npyTable } from '../../../src/core/data/npy.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import { findingFault, readJson } from '../../../src/core/spec/jsonFault.ts';
import type { BrokenJson } from '../../../src/core/spec/jsonFault.ts';
import { SpecError } from '../../../src/core/spec/problem.ts';

const readNpy = (bytes: Uint8Array, file: string) => atOnce(npyTable(bytes, file));
const readJsonTable = (text: string, file: string) => atOnce(jsonTable(text, file));

test.each([
  ['rows', '[{"u": 1, "y": 2.5}, {"u": -3, "y": 4}]'],
  ['columns', '{"name": "wave", "u": [1, -3], "y": [2.5, 4]}'],
])('JSON by %s', (_, text) => {
  const table = readJsonTable(text, 's.json');
  expect([table.header, table.rows]).toEqual([['u', 'y'], 2]);
  expect([[...table.column(0)], [...table.column(1)]]).toEqual([[1, -3], [2.5, 4]]);
});

test('JSON of numbers alone', () => {
  const { header, column } = readJsonTable('[1, 2, 3]', 's.json');
  expect([header, [...column(0)]]).toEqual([['value'], [1, 2, 3]]);
});

test('JSON by rows of numbers, as numpy lists an array: columns are named as those of .npy', () => {
  const { header, rows, column } = readJsonTable('[[1, 2.5], [-3, 4], [5, 6]]', 's.json');
  expect([header, rows, [...column(0)], [...column(1)]]).toEqual([['0', '1'], 3, [1, -3, 5], [2.5, 4, 6]]);
});

test.each([
  ['[[1, 2],\n [3]]', 's.json:2:2: a row is like the first, a list of 2, not a list of 1.'],
  ['[[1, 2],\n 3]', 's.json:2:2: a row is like the first, a list of 2, not 3.'],
  ['[[1, 2],\n ["a", 3]]', 's.json:2:3: "0" is "a", not a number. Every row needs one there.'],
  ['[[], []]', 's.json is no table: '],
  ['{"u": [1,\n2', 's.json:2:2: this is not JSON. A closing bracket ] is expected here.'],
  ['{"u": [1, NaN]}', 's.json:1:11: this is not JSON. '],
  ['['.repeat(100_000), 's.json:1:1: this is not JSON. Brackets are nested too deep.'],
  ['[{}, {}]', 's.json is no table: '],
  ['"a"', 's.json is no table: '],
  ['[]', 's.json is no table: '],
  ['{"y": [1], "u": [1, 2]}', 's.json:1:7: "y" has 1 number, and another column 2'],
  ['[{"u": 1},\n {"u": null}]', 's.json:2:8: "u" is empty. Every row needs a number there.'],
  ['[{"u": 1},\n {"v": 1}]', 's.json:2:2: "u" is empty. Every row needs a number there.'],
  ['[{"u": 1},\n {}]', 's.json:2:2: "u" is empty.'],
  ['[{"u": 1},\n {"v": [1, {"u": 2}], "u" : "NaN"}]', 's.json:2:29: "u" is "NaN", not a number. Every row needs one there.'],
  ['[{"u": 1},\n\n  3]', 's.json:3:3: a row is like the first, { "u": … }, not 3.'],
  [String.raw`{"}": "a\"]", "\u0075": [1, 2, [3]]}`, 's.json:1:32: "u" is a list, not a number.'],
  ['[1, 2,\r\n "3"]', 's.json:2:2: "value" is "3", not a number.'],
])('%s is refused', (text, sentence) => {
  const read = () => readJsonTable(text, 's.json').column(0);
  expect(read).toThrow(SpecError);
  expect(read).toThrow(sentence);
});

test('words of JSON are those of every row: none is short, and a gap is no word', () => {
  const words = (text: string) => readJsonTable(text, 's.json').words!(0);
  expect(words('[{"u": "a"}, {"u": 2}, {"u": true}, {"u": ""}]')).toEqual(['a', '2', 'true', '']);
  expect(() => words('{"y": ["a"], "u": [1, 2]}')).toThrow('s.json:1:7: "y" has 1 value, and another column 2: all need as many.');
  expect(() => words('[{"u": "a"}, {"u": null}]')).toThrow('s.json:1:20: "u" is empty. Every row needs a value there.');
  expect(() => words('[{"u": "a"}, {"v": "b"}]')).toThrow('s.json:1:14: "u" is empty. Every row needs a value there.');
});

/** By parts of some characters. @returns where it is not JSON: from where on that is to be looked for */
function inPieces(text: string): { pieces: number; value: unknown } | BrokenJson {
  const work = jsonInPieces(text, 4);
  for (let [pieces, before] = [1, 0]; ; pieces++) {
    const { done, value } = work.next();
    if (done) return 'from' in value ? value : { pieces, value: value.value };
    if (!(value > before && value < 1)) throw new Error(`after ${before} comes ${value}`);
    before = value;
  }
}

test.each([
  '[1, 2, 3]', ' [ ] ', String.raw`[[1, [2]], "a]\\" , {"b": "}\""}, null]`, '{}', String.raw`{"u": [1, -3e5, 0.5], "na\u006de": {"x": [1, {"y": 2}]}, "t" : true, "s": "a,b" }`,
  '[{"u": 1, "y": [2, 3]}, {"u": -1, "y": []}]\n', '{"__proto__": [1, 2], "u": [ ]}', '"text, and more"', '12345.5', String.raw`[true , false,"\\\\"]`,
])('JSON in pieces is what it is at once: %s', text => {
  expect(inPieces(text)).toHaveProperty('value', JSON.parse(text));
});

test.each(['[1, 2', '[1,,2,3]', '[1, 2,]', '[,1, 2]', '{"u": [1, 2}', '{"u" [1, 2]}', '{"u": [1, 2],}', '{u: [1, 2]}', '[1, 2] 3', '{"u": "x}', '[1, 2}', '["a]]]]', 'nothing', '[{]}, 1]', '{"u": }', '[1 2 3 4]', '[1, 2} 3]', '{"u": [1, 2} 3]}', '    '])('in pieces, too, %s is none', text => {
  const broken = inPieces(text) as BrokenJson;
  expect(atOnce(findingFault(text, 'file', broken, 3))).toEqual(readJson(text, 'file')); // what is wrong, and where, is found from there on
});

test('what is wrong with a long text is looked for where it is, in parts of it', () => {
  const row = '{"u": 1.5, "y": -2},\n';
  const broken = `[${row.repeat(2000)}{"u": 1.5 "y": 3}, ${row.repeat(2000)}{}]`;
  const { from, open } = inPieces(broken) as BrokenJson;
  expect([open, broken.indexOf('"y": 3') - from]).toEqual(['[0,', 11]);
  const work = findingFault(broken, 'file', { from, open }, 4);
  for (let parts = 1; ; parts++) {
    const { done, value } = work.next();
    if (!done) continue;
    expect([parts, value]).toEqual([3, { offset: broken.indexOf('"y": 3'), reason: 'this is not JSON. A comma is expected here.' }]);
    break;
  }
});

test('a long list of JSON, and each of an object, comes in pieces', () => {
  const list = JSON.stringify(Array.from({ length: 100 }, (_, t) => t));
  const piecesOf = (text: string) => (inPieces(text) as { pieces: number }).pieces;
  expect(piecesOf(list)).toBeGreaterThan(30);
  expect(piecesOf(`{"u":${list},"y":${list}}`)).toBeGreaterThan(60);
});

/** As numpy.save writes it: the header filled up so that the data begins at a multiple of 64. */
function npy(descr: string, shape: string, data: ArrayBuffer, fortran = false): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const start = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8];
  return Uint8Array.from([...start, ...new TextEncoder().encode(header), ...new Uint8Array(data)]);
}

test('an array of numpy: float64 by rows and by columns, int16, one dimension', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  const byRows = readNpy(npy('<f8', '(3, 2)', values.buffer), 's.npy');
  expect([byRows.header, byRows.rows, [...byRows.column(1)]]).toEqual([['0', '1'], 3, [2, 4, 6]]);
  expect([...readNpy(npy('<f8', '(3, 2)', values.buffer, true), 's.npy').column(1)]).toEqual([4, 5, 6]);
  expect([...readNpy(npy('<i2', '(3,)', Int16Array.of(-1, 2, 300).buffer), 's.npy').column(0)]).toEqual([-1, 2, 300]);
});

test('the columns that are wanted come in pieces, each with the share that is read by then', () => {
  const rows = 300_000;
  const bytes = npy('<f8', `(${rows}, 2)`, Float64Array.from({ length: 2 * rows }, (_, i) => i).buffer);
  const work = npyTable(bytes, 's.npy', ['1', 'gone', '0']);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (!done) shares.push(value);
    else {
      expect([value.column(0)[rows - 1], value.column(1)[rows - 1], value.column(1) === value.column(1)]).toEqual([2 * rows - 2, 2 * rows - 1, true]);
      break;
    }
  }
  expect(shares).toEqual([2 ** 18 / rows / 3, 1 / 3, 2 / 3 + 2 ** 18 / rows / 3, 1]);
  bytes.fill(255, -8); // NaN
  expect(() => atOnce(npyTable(bytes, 's.npy', ['1']))).toThrow('s.npy, row 300000: column 1 is NaN, not a number.');
});

test.each([
  [new Uint8Array(20), 's.npy is no array of numpy'],
  [npy('>f8', '(1,)', new ArrayBuffer(8)), 's.npy holds big-endian numbers'],
  [npy('<U4', '(1,)', new ArrayBuffer(16)), 's.npy holds something else than plain numbers'],
  [npy('<f8', '(1, 1, 1)', new ArrayBuffer(8)), 's.npy has 3 dimensions'],
  [npy('<f8', '(2,)', new ArrayBuffer(8)), 's.npy ends before its last row.'],
  [npy('<f8', '(rows,)', new ArrayBuffer(8)), 's.npy has a header that cannot be read.'],
  [npy('<f8', '(-4,)', new ArrayBuffer(8)), 's.npy has a header that cannot be read.'],
  [Uint8Array.from({ length: 1_000_000 }, (_, i) => [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 2, 0, 255, 255, 255, 127][i] ?? 0), 's.npy holds something else than plain numbers'],
  [npy('<f8', '(2,)', Float64Array.of(1, NaN).buffer), 's.npy, row 2: column 0 is NaN, not a number.'],
])('what is no such array gets a sentence', (bytes, sentence) => {
  expect(() => readNpy(bytes, 's.npy').column(0)).toThrow(sentence);
});
