import { describe, expect, it } from 'vitest';
import { relativeError } from '../../src/core/math/gradientCheck.ts';
import { cellSpecs, nameOf } from '../core/cells/experiments.ts';
import { float64 } from '../float64/load.ts';
import { gradientOf, kindsFor, oneByOne, padded, planOf, spec } from './lib/unequal.ts';

const { TfjsEngine, recurrent } = float64;

describe.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('a batch of unequal lengths is its sequences one by one, in float64: $name', ({ cell }) => {
  it.each(kindsFor(cell))('output %s, %s', async (output, loss) => {
    const compile = () => new TfjsEngine('cpu').compile(recurrent(spec(cell, output)), planOf(loss), 1);
    const batch = padded(output, loss);
    expect(relativeError(await gradientOf(compile, batch), await oneByOne(compile, batch))).toBeLessThan(1e-13);
  });
});
