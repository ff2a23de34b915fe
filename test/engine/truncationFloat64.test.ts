import { describe, expect, it } from 'vitest';
import { cellSpecs, nameOf } from '../core/cells/experiments.ts';
import { slopeError } from '../core/math/slopeError.ts';
import { float64 } from '../float64/load.ts';
import { nO, nX, padded, planOf, withoutMasks } from './lib/unequal.ts';

// In float64, against central differences of each output's loss by the parameters of the last steps alone: those before keep theirs.
// Which cell it is does not matter: one whose state is h, one that carries more.
const cells = cellSpecs.filter(({ kind }) => kind === 'tanh' || kind === 'lstm');

describe.each(cells.map((cell) => ({ name: nameOf(cell), cell })))('the truncated gradient of $name is that of central differences, to 1e-6', ({ cell }) => {
  const { tf, split, losses, TfjsEngine } = float64;
  const model = float64.recurrent({ layers: [{ cell, hiddenSize: 3 }], output: 'each', inputSize: nX, outputSize: nO });

  it.each([[2, 2], [2, 3], [3, 5]])('k1 %d, k2 %d', async (k1, k2) => {
    const batch = withoutMasks(padded('each', 'meanSquaredError'));
    const { batchSize: B, tau } = batch;
    const compiled = await new TfjsEngine('cpu').compile(model, { ...planOf('meanSquaredError'), backpropagation: { kind: 'truncated', k1, k2 } }, 1);
    const first = await compiled.snapshot();
    await compiled.run(batch);
    const after = await compiled.snapshot();
    const numbers = Object.fromEntries(model.parameters.map(({ name }) => [name, Float64Array.from(first[name]!.data)]));
    const fixed = structuredClone(numbers);
    const tensors = (from: typeof numbers) => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tf.tensor(from[name]!.slice() as never, [...shape])]));
    const rowsAt = (data: ArrayLike<number>, t: number, size: number) => tf.tensor2d(Array.from({ length: B * size }, (_, i) => data[(Math.floor(i / size) * tau + t) * size + (i % size)]!), [B, size]);

    const value = () => tf.tidy(() => {
      let sum = 0;
      for (let counted = 0; counted < tau; counted += k1) {
        const end = Math.min(counted + k1, tau);
        let state = model.initialState(B);
        for (let t = 0; t < end; t++) {
          const given = tensors(t < end - k2 ? fixed : numbers);
          const step = model.step(given, rowsAt(batch.x.data, t, nX), state, { t, training: true, random: split(1, 'noise') });
          state = step.state;
          if (t >= counted) sum += tf.mean(losses.meanSquaredError.each(tf.expandDims(step.o, 1), tf.expandDims(rowsAt(batch.y.data, t, nO), 1))).dataSync()[0]! / tau;
        }
      }
      return sum;
    });
    for (const { name } of model.parameters) {
      expect(slopeError(after[`optimiser/v/${name}`]!.data, value, numbers[name]!), name).toBeLessThan(1e-6);
    }
    compiled.dispose();
  });
});
