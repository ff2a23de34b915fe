import { expect, test } from 'vitest';
import { lastWord } from '../../../src/host/cells/lastWord.ts';

const files = ['/w/my work/cells/mine.ts', '/w/my work/cells/a b/twice.ts', '/w/my work/twice.ts'];
const loop = 'still runs after 5 s: an endless loop?';

test.each([
  [`./cells/mine.ts:4 ${loop}`, { file: files[0], line: 4, column: 1 }],
  [`./cells/mine.ts:4:9 ${loop}`, { file: files[0], line: 4, column: 9 }],
  [`./cells/a b/twice.ts:2 ${loop}`, { file: files[1], line: 2, column: 1 }],
  [`./twice.ts:3 ${loop}`, { file: files[2], line: 3, column: 1 }],
  [`../my work/twice.ts:3 ${loop}`, { file: files[2], line: 3, column: 1 }],
])('%s: there', (message, place) => {
  expect(lastWord(`at ./cells/mine.ts:1 it printed\n${message}\n`, files)).toEqual({ message, place });
});

test.each([`./cells/mine.ts ${loop}`, `./cells/other.ts:4 ${loop}`, 'Killed'])('nowhere: %s', message => {
  expect(lastWord(`./cells/mine.ts:1 was printed\n${message}`, files)).toEqual({ message });
});
