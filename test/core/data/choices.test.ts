import { describe, expect, test } from 'vitest';
import { scoreOf, writeAnswer } from '../../../src/core/data/answers.ts';
import { taskBatch } from '../../../src/core/data/taskBatch.ts';

const letters = { kind: 'classes', names: ['p', 'q', 'r'] } as const;
const bits = { kind: 'bits', size: 2, write: (on: readonly number[]) => on.join('') || '-' } as const;
const classTask = { x: letters, y: letters, output: 'each' } as const;

describe('outputs that are classes', () => {
  const sequence = { x: Int32Array.of(0, 1, 2), y: Int32Array.of(1, 0, 2), right: [[0, 1], [0], [2]] };

  test('are right where the classes that may come have the largest logits, in whichever order', () => {
    const o = Float32Array.of(2, 3, 1, /**/ 0, 5, 1, /**/ 0, 0, 9);
    expect(scoreOf(letters, [{ sequence, o }])).toEqual({ accuracy: 2 / 3, exact: 0 });
    expect(writeAnswer(classTask, { sequence, o })).toEqual({ input: 'pqr', target: 'p/q p r', prediction: 'p/q q r' });
  });

  test('count only where they are asked for; a sequence is exact where all that count are right', () => {
    const counted = { ...sequence, counts: [1, 0, 1] };
    const right = Float32Array.of(3, 2, 1, /**/ 0, 5, 1, /**/ 0, 0, 9);
    const wrong = Float32Array.of(3, 1, 2, /**/ 5, 0, 1, /**/ 0, 0, 9);
    expect(scoreOf(letters, [{ sequence: counted, o: right }, { sequence: counted, o: wrong }])).toEqual({ accuracy: 3 / 4, exact: 1 / 2 });
  });

  test('of what fills a sequence up say nothing', () => {
    const o = Float32Array.of(3, 2, 1, /**/ 5, 0, 1, /**/ 0, 0, 9, /**/ 1, 2, 3);
    expect(scoreOf(letters, [{ sequence, o }])).toEqual({ accuracy: 1, exact: 1 });
  });
});

test('an output of bits is right where each is on the right side of ½', () => {
  const sequence = { x: Int32Array.of(0, 0), y: Float32Array.of(1, 0, /**/ 1, 1) };
  expect(scoreOf(bits, [{ sequence, o: Float32Array.of(0.1, -4, /**/ 2, -0.1) }])).toEqual({ accuracy: 1 / 2, exact: 0 });
  expect(writeAnswer({ x: letters, y: bits }, { sequence, o: Float32Array.of(0.1, -4, /**/ 2, -0.1) })).toEqual({ input: 'pp', target: '0 01', prediction: '0 0' });
});

describe('sequences of a task as a batch', () => {
  const short = { x: Int32Array.of(1), y: Int32Array.of(2) };
  const long = { x: Int32Array.of(2, 1, 0), y: Int32Array.of(1, 2, 0), counts: [0, 1, 1] };

  test('are filled up to the longest, with masks of what is there and of what counts', () => {
    expect(taskBatch(classTask, [short, long])).toEqual({
      batchSize: 2, tau: 3, continues: false,
      x: { kind: 'indices', size: 3, tau: 3, data: Int32Array.of(1, 0, 0, 2, 1, 0), mask: Float32Array.of(1, 0, 0, 1, 1, 1) },
      y: { kind: 'indices', size: 3, tau: 3, data: Int32Array.of(2, 0, 0, 1, 2, 0), mask: Float32Array.of(1, 0, 0, 0, 1, 1) },
    });
  });

  test('have no mask where nothing is left out', () => {
    const { x, y } = taskBatch(classTask, [short, short]);
    expect([x.mask, y.mask]).toEqual([undefined, undefined]);
  });

  test('with one answer at the end have one each, of whatever length they are', () => {
    const { y } = taskBatch({ ...classTask, output: 'last' }, [{ x: Int32Array.of(0, 1), y: Int32Array.of(2) }, short]);
    expect(y).toEqual({ kind: 'indices', size: 3, tau: 1, data: Int32Array.of(2, 2) });
  });
});
