import { expect, test } from 'vitest';
import { describeCheckpoint } from '../../../src/host/language/describeCheckpoint.ts';
import { experimentOf } from '../../core/experiments.ts';

const tensors = [{ name: 'layers.0.W', shape: [4, 16], count: 64 }, { name: 'c', shape: [3], count: 3 }, { name: 'optimiser/mean/c', shape: [3], count: 3 }];
const checkpoint = (losses: object) => ({ step: 1500, time: 1, loss: NaN, generators: {}, cursor: '', vocabulary: {}, experiment: experimentOf({ name: 'A *new* one', data: { kind: 'task', task: 'adding' } }), ...losses });

test('how far, how good and of what it is, with its parameters and none of the optimiser\'s', () => {
  expect(describeCheckpoint(checkpoint({ loss: 0.00213, validationLoss: 0.5 }), tensors))
    .toBe('**Step 1,500** of A \\*new\\* one, loss 0.002130, validation loss 0.5000\n\n67 parameters: `layers.0.W` 4×16 · `c` 3');
});

test('before the first step there is no loss', () => {
  expect(describeCheckpoint(checkpoint({ step: 0 }), tensors)).toMatch(/^\*\*Step 0\*\* of A \\\*new\\\* one\n/);
});
