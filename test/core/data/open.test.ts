import { expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import { SeriesSource } from '../../../src/core/data/series.ts';
import { TaskSource } from '../../../src/core/data/task.ts';
import { TextSource } from '../../../src/core/data/text.ts';
import { experimentOf, filesOf } from '../experiments.ts';

const training = { tau: 4, batchSize: 1 };
const text = experimentOf({ data: { kind: 'text', file: 'a.txt' }, training });

test('opens each kind of data', async () => {
  const files = filesOf({ 'a.txt': 'to be or not to be, that is the question', 'a.csv': `v\n${'1\n2\n3\n'.repeat(20)}` });
  expect(await openData(text, files)).toBeInstanceOf(TextSource);
  expect(await openData(experimentOf({ data: { kind: 'series', file: 'a.csv', column: 'v' }, training }), files)).toBeInstanceOf(SeriesSource);
  expect(await openData(experimentOf({ data: { kind: 'task', task: 'adding' }, training }), files)).toBeInstanceOf(TaskSource);
});

test('a file that cannot be read gets a sentence', async () => {
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('permission denied'), { code }));
  await expect(openData(text, filesOf({}))).rejects.toMatchObject({ name: 'SpecError', message: 'There is no file a.txt.', path: ['data', 'file'] });
  await expect(openData(text, failing('EISDIR'))).rejects.toThrow('a.txt is a folder, not a file.');
  await expect(openData(text, failing('EACCES'))).rejects.toThrow('a.txt cannot be read: permission denied.');
});
