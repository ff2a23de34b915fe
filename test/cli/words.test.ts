import { expect, test } from 'vitest';
import { describeRecord } from '../../src/cli/words.ts';

test('a validation tells its loss, and the share of right answers where there is one', () => {
  const record = { kind: 'validation', step: 300, time: 1, loss: 0.25 } as const;
  expect(describeRecord(record, false)).toBe('step 300: validation loss 0.25000');
  expect(describeRecord({ ...record, metrics: { accuracy: 0.98437, exact: 0.5 } }, false)).toBe('step 300: validation loss 0.25000, accuracy 98.4 %, exact 50.0 %');
});
