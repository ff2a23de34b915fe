import { expect, test } from 'vitest';
import { EsnProgress } from '../../src/cli/esnProgress.ts';

const written = (isTTY: boolean) => {
  const lines: string[] = [];
  return { lines, progress: new EsnProgress({ isTTY, write: text => lines.push(text.replace('\r\x1b[K', '')) }) };
};

test('says what is done, then how far it is, and leaves nothing', () => {
  const { lines, progress } = written(true);
  progress.say('drawing 20 units');
  progress.fitting(0);
  progress.fitting(0.4);
  progress.fitting(0.41); // too soon
  progress.end();
  expect(lines).toEqual(['drawing 20 units; Ctrl-C ends it', expect.stringMatching(/^fitting ████████░{12} 40 % {2}\d+:\d\d left; Ctrl-C ends it$/), '']);
});

test('says how much of a table is read', () => {
  const { lines, progress } = written(true);
  progress.reading(['wave.csv', 'other.csv'], async () => {}).onProgress!(0.75);
  expect(lines).toEqual(['reading wave.csv and other.csv; Ctrl-C ends it', expect.stringMatching(/^reading wave\.csv and other\.csv █{15}░{5} 75 % {2}\d+:\d\d left; Ctrl-C ends it$/)]);
});

test('is silent where nobody watches', () => {
  const { lines, progress } = written(false);
  progress.reading(['wave.csv'], async () => {}).onProgress!(0.4);
  progress.fitting(0.4);
  progress.end();
  expect(lines).toEqual([]);
});
