import { expect, test } from 'vitest';
import { nextQuestion, subjectOf, withAnswer } from '../../../webview/lab/diagnostics/told.ts';
import type { AllTold, Question, Wanted } from '../../../webview/lab/diagnostics/told.ts';

const wanted: Wanted = { fit: { id: 7, drive: 3 }, open: ['echo', 'states'], units: [1, 2], layer: 0 };
const other = (id: number, drive: number): Wanted => ({ ...wanted, fit: { id, drive } });
const echo = { distances: [0.5], begin: 1 };
const asked = (told: AllTold, of = wanted): Question => nextQuestion(told, of)!;

test('parts that are open are asked for one after the other, each once', () => {
  const first = asked({});
  expect(first).toEqual({ part: 'states', of: '3 1,2', fit: 7 });
  const withStates = withAnswer({}, first, { part: 'states', missing: 'none' });
  expect(asked(withStates)).toEqual({ part: 'echo', of: '3', fit: 7 });
  const all = withAnswer(withStates, asked(withStates), { part: 'echo', found: echo });
  expect([nextQuestion(all, wanted), nextQuestion(all, other(8, 3))]).toEqual([undefined, undefined]);
  expect(asked(all, { ...wanted, units: [4] }).of).toBe('3 4');
  expect(asked({}, { ...wanted, open: ['spectrum'], layer: 1 }).of).toBe('3 1');
  expect(asked(all, other(8, 4)).part).toBe('states');
});

test('an answer is filed under what it was asked of, whatever is fitted by then', () => {
  const told = withAnswer({}, asked({}, { ...wanted, open: ['echo'] }), { part: 'echo', found: echo });
  expect(told.echo).toEqual({ found: echo, of: '3' });
  expect(told.echo!.of).not.toBe(subjectOf('echo', other(8, 4)));
});

test('what came too late is asked for again after another fit, and not before', () => {
  const one: Wanted = { ...wanted, open: ['echo'] };
  const told = withAnswer({}, asked({}, one), { part: 'echo', missing: 'late', isLate: true });
  expect(nextQuestion(told, one)).toBeUndefined();
  expect(nextQuestion(told, { ...one, fit: { id: 8, drive: 3 } })).toEqual({ part: 'echo', of: '3', fit: 8 });
  expect(withAnswer({}, asked({}, one), { problem: 'It broke.' }).echo).toEqual({ missing: 'It broke.', of: '3' });
});
