import { describe, expect, test } from 'vitest';
import { textTable } from '../../../src/core/data/textTable.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import { checkData, columnsOf, type DataFacts } from '../../../src/core/spec/glance.ts';
import { adding, resolved, series, text } from './texts.ts';

const holding = (content: string): DataFacts => {
  const start = new TextEncoder().encode(content);
  return { type: 'file', bytes: start.length, start };
};
const missing: DataFacts = { type: 'missing', bytes: 0, start: new Uint8Array() };

function found(facts: DataFacts, fields: object = {}): [sentence: string, path: string][] {
  return checkData(resolved(fields), facts).map(({ message, path }) => [message, path.join('.')]);
}

describe('any file', () => {
  test.each<[string, DataFacts, string]>([
    ['missing', missing, 'There is no file whale.txt.'],
    ['a folder', { ...missing, type: 'folder' }, 'whale.txt is a folder, not a file.'],
    ['empty', holding(''), 'whale.txt is empty.'],
    ['binary', holding('call me\u0000'), 'whale.txt is not text: byte 7, in line 1, is zero. It must be a UTF-8 text file.'],
  ])('%s', (_, facts, sentence) => {
    expect(found(facts)).toEqual([[sentence, 'data.file']]);
  });

  test('a task needs none', () => {
    expect(found(missing, { data: adding })).toEqual([]);
  });
});

describe('a text', () => {
  const fields = { data: { ...text, validation: 0 }, training: { tau: 10, batchSize: 2 } };
  const sentence = 'whale.txt is too short: a window of tau 10 in each of 2 streams takes 21 characters to train on, and there are 20. '
    + 'Lower `tau` or `batchSize`.';

  test('just long enough, in characters rather than bytes', () => {
    expect(found(holding('é'.repeat(21)), fields)).toEqual([]);
    expect(found(holding('é'.repeat(20)), fields)).toEqual([[sentence, 'training.tau']]);
  });

  test('what is kept for validation does not count', () => {
    expect(found(holding('a'.repeat(21)), { ...fields, data: { ...text, validation: 0.1 } })).toHaveLength(1);
  });

  test('a file that was not read has at most as many characters as bytes', () => {
    expect(found({ ...missing, type: 'file', bytes: 21 }, fields)).toEqual([]);
    expect(found({ ...missing, type: 'file', bytes: 20 }, fields)).toEqual([[sentence, 'training.tau']]);
  });
});

describe('a text by bytes or words', () => {
  const of = (unit: string) => ({ data: { ...text, unit, validation: 0 }, training: { tau: 5, batchSize: 2 } });

  test('counts them', () => {
    expect(found(holding('éééééé'), of('bytes'))).toEqual([]);
    expect(found(holding('ééééé'), of('bytes'))[0]![0]).toContain('takes 11 bytes to train on, and there are 10.');
    expect(found(holding('a b c d e f g h i j k'), of('words'))).toEqual([]);
    expect(found(holding('a b c d e f g h i jk'), of('words'))[0]![0]).toContain('takes 11 words to train on, and there are 10.');
  });

  test('bytes may be any, and an unread file of words may be long enough', () => {
    expect(found(holding('a\u0000'.repeat(10)), of('bytes'))).toEqual([]);
    expect(found(holding('a\u0000'.repeat(10)), of('words'))[0]![0]).toContain('is not text: byte 1, in line 1, is zero');
    expect(found({ ...missing, type: 'file', bytes: 8 }, of('words'))).toEqual([]);
  });
});

describe('a table', () => {
  const rows = (count: number, header = 'Date,CO2,"adjusted, CO2"') => holding(`${header}\n${'1,2,3\n'.repeat(count)}`);
  const fields = { data: { ...series, validation: 0 }, training: { tau: 10 } };

  test('just long enough', () => {
    expect(found(rows(11), fields)).toEqual([]);
    expect(found(rows(10), fields)).toEqual([[
      'co2.csv is too short: a window of tau 10 and the row 1 ahead take 11 rows to train on, and there are 10. Lower `tau`.', 'training.tau',
    ]]);
  });

  test('one row', () => {
    expect(found(rows(1), fields)).toMatchObject([[expect.stringContaining('there are 1.'), 'training.tau']]);
  });

  test('a column that is not there, with the one that was meant', () => {
    expect(found(rows(50), { ...fields, data: { ...series, column: 'co2' } })).toEqual([[
      'co2.csv has no column "co2"; it has "Date", "CO2" and "adjusted, CO2"; did you mean "CO2"?', 'data.column',
    ]]);
  });

  test('each missing input at its place', () => {
    const data = { ...series, inputs: ['Date', 'wind', 'adjusted, CO2', 'rain'] };
    expect(found(rows(50), { data, training: { tau: 10 } }).map(([, path]) => path)).toEqual(['data.inputs.1', 'data.inputs.3']);
  });

  test('what stands within quotes separates nothing', () => {
    expect(found(rows(11, '"Date; in the, end";"a, b\n, c";CO2'), fields)).toEqual([]);
  });

  test('semicolons and tabs separate too', () => {
    expect(found(rows(11, 'Date;CO2'), fields)).toEqual([]);
    expect(found(rows(11, 'Date\tCO2'), fields)).toEqual([]);
  });
});

test('a window that the file is too short for has the longest that fits for a fix, where any does', () => {
  const fix = (file: DataFacts, fields: object) => checkData(resolved(fields), file).map(error => error.fix);
  const short = { data: { ...series, validation: 0 }, training: { tau: 20 } };
  expect(fix(holding(`CO2\n${'1\n'.repeat(12)}`), short)).toEqual([{ kind: 'value', to: 11 }]);
  expect(fix(holding('CO2\n1\n'), short)).toEqual([undefined]);
  expect(fix(holding('x'.repeat(41)), { data: { ...text, validation: 0 }, training: { tau: 50, batchSize: 8 } })).toEqual([{ kind: 'value', to: 5 }]);
});

test('of a file that was not read to its end nobody knows which window fits', () => {
  const start = new TextEncoder().encode('CO2\n1\n2\n3\n');
  const [short] = checkData(resolved({ data: { ...series, validation: 0 }, training: { tau: 40 } }), { type: 'file', bytes: start.length + 9, start });
  expect([short!.path, short!.fix]).toEqual([['training', 'tau'], undefined]);
});

test.each(['"CO2"b,Date\n1,2\n', 'Date,"C ""O2"""\r\n1,2\n', 'CO2', 'Date,\n1,2\n', ' "CO2",a"b\r1,2'])('its first line names the columns that a run finds: %j', (content) => {
  expect(columnsOf(holding(content), 'co2.csv')).toEqual(atOnce(textTable(content, 'co2.csv')).header);
});

test('a blank first line names no column, in the editor as in a run', () => {
  const content = '\nCO2\n1\n';
  expect([columnsOf(holding(content), 'co2.csv'), atOnce(textTable(content, 'co2.csv')).header]).toEqual([[''], ['']]);
});

test('of a quote that never ends nothing is known', () => {
  for (const content of ['"CO2,Date\n1,2\n', 'Date,"', '"']) expect(columnsOf(holding(content), 'co2.csv')).toEqual([]);
});

describe('a table of another kind', () => {
  const named = (file: string) => ({ data: { ...series, file, validation: 0 }, training: { tau: 10 } });

  test('of tabs, by its ending', () => {
    expect(found(holding(`date,more\tCO2\n${'1,2\t3\n'.repeat(11)}`), named('co2.tsv'))).toEqual([]);
    expect(found(holding('date,CO2\n1,2\n'), named('co2.tsv'))).toEqual([['co2.tsv has no column "CO2"; it has "date,CO2".', 'data.column']]);
    expect(found(holding('1980;315\n1981;316\n'), named('co2.csv'))[0]).toEqual(['co2.csv has no column "CO2"; it has "1980" and "315". The first line must name the columns.', 'data.column']);
  });

  test('of Parquet is known by its first bytes', () => {
    expect(found(holding('PAR1\u0000\u0000'), named('co2.parquet'))).toEqual([]);
    expect(found({ ...missing, type: 'file', bytes: 1e6 }, named('co2.parquet'))).toEqual([]);
    expect(found(holding('date,CO2\n1,2\n'), named('co2.parquet'))).toEqual([['co2.parquet is no Parquet file: it does not begin and end with PAR1.', 'data.file']]);
  });
});

test('the columns of a table that was not read are those that somebody else has found', () => {
  const unread = (columns?: string[]): DataFacts => ({ type: 'file', bytes: 1e7, start: new Uint8Array(), ...(columns && { columns }) });
  const told = [['co2.csv has no column "CO2"; it has "year" and "CO"; did you mean "CO"?', 'data.column']];
  expect(found(unread(['year', 'CO']), { data: series })).toEqual(told);
  expect(found(unread(), { data: series })).toEqual([]);
  expect(found(unread(['year', 'CO']), { data: { ...series, file: 'co2.parquet' } })).toEqual([[told[0]![0]!.replace('.csv', '.parquet'), 'data.column']]);
});

describe('labelled sequences', () => {
  const of = (tau: number) => ({ data: { kind: 'labelled', file: 'whale.txt' }, training: { tau } });

  test('longer than tau are told by their line, with the tau that would do, while all of the file is read', () => {
    const facts = holding('a\txyxy\nb\txyxyx\na\txyxyxy\n');
    expect(found(facts, of(7))).toEqual([]);
    const [wrong] = checkData(resolved(of(5)), facts);
    expect([wrong!.message, wrong!.path, wrong!.fix]).toEqual(['whale.txt:2:1: the sequence has 5 characters, and its end takes a step more than that, but `tau` is 5. Raise `tau`, or leave the sequence out.', ['training', 'tau'], { kind: 'value', to: 7 }]);
    expect(found({ ...facts, bytes: 300_000 }, of(5))).toEqual([]);
  });
});
