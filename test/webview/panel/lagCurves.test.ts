import { describe, expect, it } from 'vitest';
import type { ChainJacobians, ProbeRecord } from '../../../src/core/train/records.ts';
import { written } from '../../../webview/panel/reach/curves.ts';
import { horizons, lagCurves, singularCurves } from '../../../webview/panel/reach/lagCurves.ts';

/** ∂L/∂h⁽ᵗ⁾ with the norms 0.05, 0.5 and 5 from the first step to the last. */
const dh = { shape: [3, 2], data: Float32Array.of(0.03, 0.04, 0.3, 0.4, 3, 4) };
const probe: ProbeRecord = { kind: 'probe', step: 7, tau: 3, inputs: ['a', 'b', 'c'], targets: ['Q'], values: { 'layers.0.dh': dh, 'layers.0.h': dh, o: dh } };
const chain: ChainJacobians = {
  chain: 'layers.0', state: ['h'], logNorms: [-1, -2.5], singularValues: [{ t: 2, values: [0.1, 0] }, { t: 0, values: [1, 0.01] }],
  J: { t: 2, re: [0.1, 0], im: [0, 0] }, W: { re: [0, 0, 10, 0.1], im: [0, 0.1, 0, 0] },
};
const measured = (...chains: ChainJacobians[]): ProbeRecord => ({ ...probe, jacobians: { step: 7, chains } });
const sketch = (record: ProbeRecord) => lagCurves(record).map(({ label, logs }) => [label, logs.map((log) => log === null ? null : Number(log.toFixed(5)) + 0)]);

describe('curves over the lag', () => {
  it('are the gradient beside that at the last step, which lag 0 is', () => {
    expect(sketch(probe)).toEqual([['‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative', [0, -1, -2]]]);
  });

  it('of what reads backward begin at the first step, which it reads last', () => {
    expect(sketch({ ...probe, values: { 'layers.0.dg': dh } })).toEqual([['‖∂L/∂g⁽¹⁺ᵏ⁾‖, relative', [0, 1, 2]]]);
    expect(sketch({ ...probe, values: { 'layers.0.dh': dh, 'layers.0.dg': dh } }).map(([label]) => label)).toEqual(['layers.0 ‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative', 'layers.0 ‖∂L/∂g⁽¹⁺ᵏ⁾‖, relative']);
  });

  it('are not drawn where each step has a loss of its own, where it is a tree, or where the last step has no gradient', () => {
    expect(lagCurves({ ...probe, targets: ['P', 'Q', 'R'] })).toEqual([]);
    expect(lagCurves({ ...probe, children: [[], [], [0, 1]] })).toEqual([]);
    expect(lagCurves({ ...probe, values: { 'layers.0.dh': { shape: [3, 2], data: new Float32Array(6) } } })).toEqual([]);
    expect(lagCurves({ ...probe, values: { 'layers.0.dh': { shape: [3, 2], data: Float32Array.of(1, 1, 1, 1, NaN, 1) } } })).toEqual([]);
    expect(lagCurves({ ...probe, values: { 'layers.0.dh': { shape: [3, 2], data: Float32Array.of(0, 0, 1e-45, 0, 3, 4) } } })).toEqual([]);
  });

  it('have gaps where no gradient is left', () => {
    expect(sketch({ ...probe, values: { 'layers.0.dh': { shape: [3, 2], data: Float32Array.of(0.3, 0.4, 0, 0, 3, 4) } } })).toEqual([[expect.any(String), [0, null, -1]]]);
  });

  it('have the measured product of Jacobians and the powers of the largest and the median |λ| beside it', () => {
    expect(sketch(measured(chain)).slice(1)).toEqual([
      ['σ₁ of ∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾', [0, -1, -2.5]], ['|λ|ᵏ, the largest of W', [0, 1, 2]], ['|λ|ᵏ, the median of W', [0, -1, -2]],
    ]);
    const { W: _, ...lstm } = chain;
    expect(sketch(measured({ ...lstm, state: ['h', 'c'] }, chain)).map(([label]) => label)).toEqual([
      '‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative', 'layers.0 σ₁ of ∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾', 'layers.0 σ₁ of ∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾', 'layers.0 |λ|ᵏ, the largest of W', 'layers.0 |λ|ᵏ, the median of W',
    ]);
    expect(sketch(measured({ ...chain, logNorms: [], ended: 'zero', W: { re: [], im: [] } })).slice(1)).toEqual([['σ₁ of ∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾', [0]]]);
  });

  it('are told apart without colours', () => {
    const curves = lagCurves(measured(chain));
    expect(new Set(curves.map(({ dash }) => dash)).size).toBe(curves.length);
    const two = singularCurves(measured(chain, { ...chain, chain: 'layers.1' }));
    expect(new Set(two.map(({ dash }) => dash)).size).toBe(4);
  });

  it('have the whole gradient beside one that is cut', () => {
    const cut = { shape: [3, 2], data: Float32Array.of(0, 0, 0, 0, 3, 4) };
    expect(sketch({ ...probe, values: { 'layers.0.dh': cut, 'layers.0.dhWhole': dh } })).toEqual([
      ['‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative', [0, null, null]], ['‖∂L/∂h⁽τ⁻ᵏ⁾‖ uncut, relative', [0, -1, -2]],
    ]);
  });

  it('tell the horizon', () => {
    expect(horizons(lagCurves(probe))).toBe('‖∂L/∂h⁽τ⁻ᵏ⁾‖, relative: more than a thousandth at k = 2.');
    expect(horizons(lagCurves(measured({ ...chain, logNorms: [-1, -3.5] })).slice(1))).toBe('σ₁ of ∂h⁽τ⁾/∂h⁽τ⁻ᵏ⁾: less than a thousandth from k = 2 on.');
  });
});

it('singular values have a line for each step, without what is zero', () => {
  expect(singularCurves(measured(chain)).map(({ label, logs }) => [label, logs])).toEqual([['t = 3', [-1, null]], ['t = 1', [0, -2]]]);
  expect(singularCurves(probe)).toEqual([]);
});

it('powers of ten are written for people, also where there is no such number', () => {
  expect([0, 1, -2, Math.log10(0.5), 6, -45, -400.5, 399.99999].map(written)).toEqual(['1', '10', '0.01', '0.5', '1e6', '1e-45', '3.16e-401', '1e400']);
});
