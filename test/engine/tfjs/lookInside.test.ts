import { describe, expect, it } from 'vitest';
import type { Tensor } from '@tensorflow/tfjs-core';
import { cellSpecs, columnsOf, gatesOf, nameOf } from '../../core/cells/experiments.ts';
import { slopeError } from '../../core/math/slopeError.ts';
import { float64 } from '../../float64/load.ts';
import { classes, textBatch, textPlan } from './batches.ts';

const { tf, recurrent, initialise, split, losses, forwardPass, TfjsEngine } = float64;
const [tau, n] = [4, 3];

const ways = { forward: 'h', backward: 'g', both: 'hg' } as const;
const all = (['each', 'last'] as const).flatMap((output) => (['forward', 'backward', 'both'] as const).map((direction) => ({ output, direction })));
const few = [{ output: 'each', direction: 'forward' }, { output: 'last', direction: 'both' }] as const;
const cases = cellSpecs.flatMap((cell) => (cell.kind === 'lstm' ? all : few).map((way) => ({ name: nameOf(cell), cell, ...way })));

describe.each(cases)(
  'a look inside two layers of $name reading $direction, output $output, in float64', ({ cell, output, direction }) => {
    const model = recurrent({ layers: Array(2).fill({ cell, hiddenSize: n, direction }), output, inputSize: classes, outputSize: classes });
    const whole = textBatch(3, { B: 2, tau });
    const batch = output === 'each' ? whole : { ...whole, y: { ...whole.y, tau: 1 } };
    const look = async () => (await new TfjsEngine('cpu').compile(model, textPlan, 1)).probe(batch);

    /** The loss of the batch's first sequence with something added to each h⁽ᵗ⁾ of one chain. */
    function lossWith(state: string, added: Float64Array): number {
      return tf.tidy(() => {
        const random = split(1, 'weights');
        const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
        const first = Array.from(whole.x.data.slice(0, tau));
        const x = tf.cast(tf.oneHot(tf.tensor2d(first, [1, tau], 'int32'), classes), 'float32');
        const steps = batch.y.tau;
        const y = tf.tensor2d(Array.from(whole.y.data.slice(0, steps)), [1, steps], 'int32');
        const pass = { model, loss: losses.crossEntropy, inputs: { x }, y, state: model.initialState(1), context: { training: false, random } } as unknown as Parameters<typeof forwardPass>[0];
        return forwardPass(pass, parameters, {
          see: <T extends Tensor>(name: string, t: number, h: T): T =>
            name === state ? tf.add(h, tf.tensor2d(Array.from(added.slice(t * n, (t + 1) * n)), [1, n])) : h,
        }).loss.dataSync()[0]!;
      });
    }

    const within = cell.kind === 'layerNormLstm' ? 1e-6 : 1e-7; // between normalised values a straight line of 2e-6 is already bent

    it(`sees ∂L/∂h at every t as central differences do, to ${within}`, async () => {
      const seen = await look();
      for (const layer of [0, 1]) for (const letter of ways[direction]) {
        const dh = seen[`layers.${layer}.d${letter}`]!;
        expect(dh.shape).toEqual([tau, n]);
        const added = new Float64Array(tau * n);
        expect(slopeError(dh.data, () => lossWith(`layers.${layer}.${letter}`, added), added)).toBeLessThan(within);
      }
    });

    it('sees h, gates, o, ŷ, ∂L/∂o, which is ŷ less 1 at the right one (10.18), and the loss, which is the one of the sequence', async () => {
      const seen = await look();
      const steps = batch.y.tau;
      for (const letter of ways[direction]) expect(seen[`layers.1.${letter}`]!.shape).toEqual([tau, n]);
      expect([seen.o!.shape, seen.yHat!.shape, seen.loss!.shape]).toEqual([[steps, classes], [steps, classes], [steps]]);
      const right = Array.from(batch.y.data.slice(0, steps));
      const slopes = Array.from(seen.yHat!.data, (p, i) => (p - Number(right[Math.floor(i / classes)] === i % classes)) / steps);
      slopes.forEach((slope, i) => expect(seen['do']!.data[i]).toBeCloseTo(slope, 12));
      const mean = seen.loss!.data.reduce((sum, each) => sum + each, 0) / steps;
      expect(mean).toBeCloseTo(lossWith('', new Float64Array(tau * n)), 12);
      for (const chain of direction === 'both' ? ['layers.0.forward', 'layers.0.backward'] : ['layers.0']) {
        const prefix = `${chain}.gate.`;
        const gates = Object.keys(seen).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
        expect(gates).toEqual(gatesOf(cell));
        for (const gate of gates) expect(seen[`${prefix}${gate}`]!.shape).toEqual([tau, columnsOf(cell) ?? n]);
      }
    });
  },
);
