import { expect, it } from 'vitest';
import { OwnCodeError } from '../../src/core/spec/ownCode.ts';
import { reasonOf } from '../../src/worker/failure.ts';

it('says of memory that ran out what to make smaller', () => {
  expect(reasonOf(new RangeError('Invalid array length'))).toBe('Out of memory (Invalid array length). Make hiddenSize, batchSize or tau smaller.');
  expect(reasonOf('OOM when allocating')).toContain('Make hiddenSize');
});

it('takes no other word for it', () => {
  expect(reasonOf(new Error('there is no room'))).toBe('there is no room');
  expect(reasonOf(new OwnCodeError('./cells/bloom.ts:3:1: out of memory, says my cell'))).toBe('./cells/bloom.ts:3:1: out of memory, says my cell');
});
