import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { losses } from '../../../src/core/train/losses.ts';
import { gradientPass } from '../../../src/engine/tfjs/pass.ts';
import { start } from '../../engine/tfjs/start.ts';
import { compareWithTorch, goldenAnswers, goldenBothWays, goldenCells } from './goldenCells.ts';

describe.each(['cpu', 'wasm'] as const)('loss and every gradient agree with PyTorch, in float32 on %s to 1e-5', (device) => {
  beforeAll(async () => { await start(device); });
  it.each([...goldenCells, ...goldenBothWays, ...goldenAnswers])('$name', (golden) => compareWithTorch({ tf, recurrent, losses, gradientPass, split }, golden, 1e-5));
});
