import { describe, it } from 'vitest';
import { float64 } from '../../float64/load.ts';
import { compareWithTorch, goldenAnswers, goldenBothWays, goldenCells } from './goldenCells.ts';

describe('loss and every gradient agree with PyTorch, in float64 to 1e-12', () => {
  it.each([...goldenCells, ...goldenBothWays, ...goldenAnswers])('$name', (golden) => compareWithTorch(float64, golden, 1e-12));
});
