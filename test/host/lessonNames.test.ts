import { expect, test } from 'vitest';
import { lessonNames, ownLessonName } from '../../src/host/lessonNames.ts';

test('a lesson is called as its experiment, or stands alone in the folder', () => {
  expect(lessonNames('/gallery/10.3-xor/10.3-xor.unfold.json')).toEqual(['10.3-xor.lesson.md', 'lesson.md']);
});

test('two copies of an experiment in a folder have a lesson each', () => {
  expect(['/here/adding.unfold.json', '/here/adding-2.unfold.json'].map(ownLessonName)).toEqual(['adding.lesson.md', 'adding-2.lesson.md']);
});
