import { expect, test } from 'vitest';
import { EsnProgress } from '../../src/cli/esnProgress.ts';

const written = (isTTY: boolean) => {
  const lines: string[] = [];
  return { lines, progress: new EsnProgress({ isTTY, write: text => lines.push(text.replace('\r\x1b[K', '')) }) };
};

test('says what is done, then how far it is, and leaves nothing', () => {
  const { lines, progress } = written(true);
  progress.say('reading wave.csv');
  progress.onProgress(0);
  progress.onProgress(0.4);
  progress.onProgress(0.41); // too soon
  progress.end();
  expect(lines).toEqual(['reading wave.csv; Ctrl-C ends it', expect.stringMatching(/^fitting ████████░{12} 40 % {2}\d+:\d\d left; Ctrl-C ends it$/), '']);
});

test('is silent where nobody watches', () => {
  const { lines, progress } = written(false);
  progress.say('reading wave.csv');
  progress.onProgress(0.4);
  progress.end();
  expect(lines).toEqual([]);
});
