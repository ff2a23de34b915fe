import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Cell, State } from '../../../src/core/cells/cell.ts';
import { makeCell } from '../../../src/core/cells/index.ts';
import { rowsOfEach, unroll } from '../../../src/core/cells/unroll.ts';
import type { Probe, Unroll } from '../../../src/core/cells/unroll.ts';
import { initialise } from '../../../src/core/math/initialisers.ts';
import { split } from '../../../src/core/math/random.ts';
import { differentiate } from '../../../src/engine/tfjs/pass.ts';
import { fusedUnroll } from '../../../src/engine/tfjs/fusedUnroll.ts';
import { fusedCellSpecs, nameOf } from '../../core/cells/experiments.ts';
import { start } from './start.ts';

interface Sizes { readonly n: number; readonly nX: number; readonly B: number; readonly tau: number; readonly masked: boolean; readonly seed: number }

type Numbers = Record<string, number[]>;

/** What a loop gives and its gradients: of everything that a sum of squares of all outputs and last states depends on, zeros added to every h⁽ᵗ⁾ included. */
function numbersOf(loop: Unroll, cell: Cell, sizes: Sizes): Numbers {
  return tf.tidy(() => computed(loop, cell, sizes) as never) as Numbers;
}

function computed(loop: Unroll, cell: Cell, { nX, B, tau, masked, seed }: Sizes): Numbers {
  const random = split(seed, 'data');
  const draw = (count: number) => Array.from({ length: count }, () => random.normal());
  const given: Record<string, Tensor> = { xs: tf.tensor(draw(tau * B * nX), [tau, B, nX]) };
  for (const [name, size] of Object.entries(cell.stateSizes)) given[`before.${name}`] = tf.tensor(draw(B * size), [B, size]);
  for (const spec of cell.parameters) given[spec.name] = tf.tensor(Array.from(initialise(spec, random)), [...spec.shape]);
  given['shift'] = tf.zeros([tau, B, cell.hiddenSize]);
  const mask = masked ? tf.tensor(Array.from({ length: tau * B }, () => random.integer(2)), [tau, B]) as Tensor2D : undefined;
  const found: Numbers = {};
  const { gradients } = differentiate(given, (at) => {
    const state = Object.fromEntries(Object.keys(cell.stateSizes).map((name) => [name, at[`before.${name}`]])) as State;
    const { outputs, state: last } = loop(cell, at, at['xs'] as Tensor3D, state, { training: true, random }, tracing(at['shift'] as Tensor3D, found), mask);
    found['outputs'] = Array.from(outputs.dataSync());
    return [outputs, ...Object.values(last)].map((tensor) => tf.sum(tf.square(tensor))).reduce((sum, each) => tf.add(sum, each)) as tf.Scalar;
  });
  for (const [name, gradient] of Object.entries(gradients)) found[name] = Array.from(gradient.dataSync());
  return found;
}

/** A probe that is about states alone: shown each step by the plain loop, all of them by a kernel. */
function tracing(shift: Tensor3D, found: Numbers): Probe {
  const steps = rowsOfEach(shift);
  const seen = (h: Tensor): void => { found['seen'] = [...(found['seen'] ?? []), ...h.dataSync()]; };
  return {
    see: (name, t, value) => {
      if (name !== 'h') return value;
      seen(value);
      return tf.add(value, steps[t]!);
    },
    trace: { shift: () => shift, seen: (_, h) => seen(h) },
  };
}

const sizes = fc.record({
  n: fc.integer({ min: 1, max: 11 }), nX: fc.integer({ min: 1, max: 9 }), B: fc.integer({ min: 1, max: 6 }), tau: fc.integer({ min: 1, max: 5 }),
  masked: fc.boolean(), seed: fc.nat(),
});

describe.each(fusedCellSpecs.map((spec) => ({ name: nameOf(spec), spec })))('the time loop of $name as one operation', ({ spec }) => {
  beforeAll(async () => { await start('wasm'); });

  it('gives outputs, and gradients of inputs, first states, parameters and every state, within 1e-5 of the plain loop; masks too', () => {
    fc.assert(fc.property(sizes, (shape) => {
      const [found, plain] = [fusedUnroll, unroll].map((loop) => numbersOf(loop, makeCell(spec, shape.nX, shape.n), shape)) as [Numbers, Numbers];
      expect(Object.keys(found).sort()).toEqual(Object.keys(plain).sort());
      const largest = Math.max(...Object.values(plain).flat().map(Math.abs));
      for (const [name, values] of Object.entries(plain)) {
        const furthest = Math.max(...values.map((value, i) => Math.abs(value - found[name]![i]!)));
        expect(furthest / largest, name).toBeLessThan(1e-5);
      }
    }), { numRuns: 25, seed: 20240607 });
  });

  it('leaves no tensor behind', () => {
    const shape = { n: 5, nX: 3, B: 2, tau: 4, masked: false, seed: 1 };
    const before = tf.memory().numTensors;
    numbersOf(fusedUnroll, makeCell(spec, 3, 5), shape);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets a probe see every step, as the plain loop does', () => {
    tf.tidy(() => {
      const seen: string[] = [];
      const cell = makeCell(spec, 3, 5);
      const parameters = Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, tf.zeros([...shape])]));
      const state = Object.fromEntries(Object.entries(cell.stateSizes).map(([name, size]) => [name, tf.zeros<tf.Rank.R2>([2, size])]));
      const probe = { see: <T extends Tensor>(name: string, t: number, value: T): T => { seen.push(`${name} ${t}`); return value; } };
      for (const loop of [unroll, fusedUnroll]) loop(cell, parameters, tf.zeros([4, 2, 3]), state, { training: false, random: split(1, 'noise') }, probe);
      expect(seen.slice(0, seen.length / 2)).toEqual(seen.slice(seen.length / 2));
      expect(seen).toContain('h 3');
    });
  });
});
