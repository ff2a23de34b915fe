import { expect, it } from 'vitest';
import { slopeError } from './slopeError.ts';

const x = Float64Array.of(0.3, -1, 2, 0.5);
const f = () => Math.sin(x[0]!) + x[1]! * x[2]! + Math.exp(x[3]!);
const gradient = () => [Math.cos(0.3), 2, -1, Math.exp(0.5)];

it('a gradient that is right is, and the numbers are as they were', () => {
  expect(slopeError(gradient(), f, x)).toBeLessThan(1e-9);
  expect([...x]).toEqual([0.3, -1, 2, 0.5]);
});

it.each([
  ['one element', (g: number[]) => { g[2]! += 2e-6 * 2; }], ['two that differ as much, one up and one down', (g: number[]) => { g[0]! += 1e-3; g[3]! -= 1e-3; }],
  ['two that are exchanged', (g: number[]) => { [g[1], g[2]] = [g[2]!, g[1]!]; }], ['all, by a factor', (g: number[]) => { g.forEach((each, i) => { g[i] = 1.001 * each; }); }],
])('wrong: %s', (_, spoil) => {
  const wrong = gradient();
  spoil(wrong);
  expect(slopeError(wrong, f, x)).toBeGreaterThan(1e-6);
});

it('of what does not matter, no gradient is right and any other wrong', () => {
  expect(slopeError([0, 0, 0, 0], () => 1, x)).toBe(0);
  expect(slopeError([0, 1e-9, 0, 0], () => 1, x)).toBeGreaterThan(0.1);
  expect(slopeError([0, 0, 0, 0], f, x)).toBe(Infinity);
});
