import { expect, test } from 'vitest';
import { runId } from '../../src/protocol/newRun.ts';

const moment = Date.UTC(2025, 2, 1, 14, 25, 1);

test('an ID is a date, the name in plain letters, and something random', () => {
  expect(runId('Moby-Dick, an LSTM of characters', moment, 0.5)).toBe('2025-03-01-142501-moby-dick-an-lstm-of-characters-i000');
});

test('IDs sort by time', () => {
  const ids = [0, 1000, 86_400_000].map(later => runId('z'.repeat(3 - Math.sign(later)), moment + later, 0.9));
  expect([...ids].sort()).toEqual(ids);
});

test('a name of any alphabet makes a folder name', () => {
  expect(runId('Élan / Überraschung', moment, 0)).toBe('2025-03-01-142501-elan-uberraschung-0000');
  expect(runId('時系列', moment, 0)).toBe('2025-03-01-142501-時系列-0000');
  expect(runId('../..', moment, 0)).toBe('2025-03-01-142501-run-0000');
  expect(runId('x '.repeat(200), moment, 0).length).toBeLessThan(80);
});
