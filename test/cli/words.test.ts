import { expect, test } from 'vitest';
import { describeRecord } from '../../src/cli/words.ts';

test('a validation tells its loss, and the share of right answers where there is one', () => {
  const record = { kind: 'validation', step: 300, time: 1, loss: 0.25 } as const;
  expect(describeRecord(record)).toBe('step 300: validation loss 0.25000');
  expect(describeRecord({ ...record, metrics: { accuracy: 0.98437, exact: 0.5 } })).toBe('step 300: validation loss 0.25000, accuracy 98.4 %, exact 50.0 %');
});

test.each(['character', 'byte', 'word'])('of a text, bits per %s beside the nats', symbol => {
  expect(describeRecord({ kind: 'validation', step: 300, time: 1, loss: Math.LN2 }, symbol)).toBe(`step 300: validation loss 0.6931 nats, 1.0000 bits per ${symbol}`);
});
