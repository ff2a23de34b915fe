import { describe, expect, it } from 'vitest';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import { bestOf, echoWords, effectiveWords, isTaken, memoryWords, ridgeWords, singularWords, spectrumWords, stateWords, unitsOf, withLeak } from '../../../webview/lab/diagnostics/words.ts';

describe('the words of the echo state test', () => {
  const washout = { washout: 100, layers: 1, feedback: 0 };
  it('say how soon it forgets, and whether the washout is long enough', () => {
    const test = { distances: [0.5, 0], begin: 1, rate: 0.9, forgotten: 57 };
    expect(echoWords(test, washout)).toBe('On this input it forgets how it began: two states come together by a factor of 0.9 a step, and after 57 steps no more than a millionth of what was between them is left.');
    expect(echoWords(test, { ...washout, washout: 20 })).toMatch(/The washout of 20 is shorter: with one of 57 no row/);
    expect(echoWords({ distances: [0], begin: 1, forgotten: 1 }, washout)).toMatch(/two states come together, and after 1 step no more/);
  });

  it('say how long it takes where it is slow, and what to do where it does not', () => {
    expect(echoWords({ distances: [0.9, 0.3], begin: 1, rate: 0.99 }, washout)).toMatch(/forgets slowly: .*after 2 steps 30 % of what .*some 1,375 steps to a millionth; the washout is 100/);
    expect(echoWords({ distances: [0.9, 0.85], begin: 1, rate: 1.0001 }, washout)).toMatch(/does not forget how it began: after 2 steps 85 % .*come no nearer \(a factor of 1 a step\).*Lower the spectral radius/);
    expect(echoWords({ distances: [0.9], begin: 1 }, washout)).toMatch(/does not forget how it began: after 1 step 90 % of what was between two states is left, and they come no nearer\./);
  });

  it('know the effective spectral radius, or what bounds it', () => {
    const leaky = { ...echoStateDefaults, leakRate: 0.5, spectralRadius: 1.2 };
    expect(effectiveWords({ re: [-1.2, 0.4], im: [0, 0] }, leaky)).toMatch(/with a = 0.5, is 0.7\.$/);
    expect(effectiveWords(undefined, leaky)).toMatch(/is at most 1.1\.$/);
    expect(effectiveWords(undefined, { ...leaky, topology: 'delayLine' })).toMatch(/is 0.5\.$/);
    expect(effectiveWords(undefined, { ...leaky, topology: 'cycle' })).toMatch(/is 1.1\.$/);
    expect(effectiveWords(undefined, { ...leaky, spectralRadius: 0 })).toMatch(/is 0.5\.$/);
    expect(effectiveWords({ re: [0, 0], im: [0.9, -0.9] }, { ...leaky, leakRate: 1 })).toBe('The spectral radius of W (no unit leaks) is 0.9.');
  });

  it('say what it is not of: the other layers, and what the network says itself', () => {
    const test = { distances: [0.5, 0], begin: 1, rate: 0.9, forgotten: 57 };
    expect(echoWords(test, { washout: 100, layers: 3, feedback: 0.5 })).toMatch(/What is fed back in it is the target, .* It is of all 3 layers together\.$/);
    const deep = { ...echoStateDefaults, leakRate: 0.5, spectralRadius: 1.2, layers: 3, above: [{ leakRate: 1 }, { topology: 'delayLine' as const }] };
    expect(effectiveWords(undefined, deep)).toMatch(/^The effective spectral radius .* is at most 1\.1 in layer 1, 1\.2 in layer 2, 0\.5 in layer 3; that of the stack is the largest of them, 1\.2\.$/);
    expect(effectiveWords(undefined, { ...deep, layers: 2, above: [{ leakRate: 1, spectralRadius: 1.1 }] })).toMatch(/ is at most 1\.1 in layer 1, 1\.1 in layer 2; that of the stack is the largest of them, 1\.1\.$/);
    const alike = { ...deep, above: [] };
    expect(effectiveWords({ re: [-1.2], im: [0] }, alike)).toMatch(/ is 0\.1 in layer 1, at most 1\.1 in layer 2, at most 1\.1 in layer 3; .* at most 1\.1\.$/);
    expect(effectiveWords({ re: [1.2], im: [0] }, alike)).toMatch(/ is 1\.1 in layer 1, at most 1\.1 in layer 2, .* the largest of them, 1\.1\.$/);
  });
});

describe('other words', () => {
  it('of the states say where they are saturated, or hardly move', () => {
    const states = { start: 0, units: [], size: 200, rms: 0.4, saturated: 0 };
    expect(stateWords(states)).toBe('All 200 units together have a root mean square of 0.4; none of the states is beyond ±0.95, where tanh is nearly flat.');
    expect(stateWords({ ...states, size: 1, saturated: 0.5 })).toMatch(/^The unit has .*50 % of the states are beyond .*a smaller input scaling/);
    expect(stateWords({ ...states, rms: 1e-5, saturated: 1e-4 })).toMatch(/less than 0.1 % .*raise the input scaling\.$/);
  });

  it('of the eigenvalues say how they were scaled, and which lie outside', () => {
    const found = { re: [1.5, -0.2, 0], im: [0, 0.1, 1.2], drawnRadius: 3 };
    const one = echoStateDefaults;
    expect(spectrumWords(found, { ...one, topology: 'random', spectralRadius: 1.5 })).toBe('As W was drawn the largest |λ| was 3; divided by that and multiplied by 1.5, it is 1.5. 2 of 3 lie outside the unit circle: in these directions a small state grows.');
    expect(spectrumWords({ re: [0.9], im: [0] }, { ...one, topology: 'cycle', spectralRadius: 0.9 })).toMatch(/Nothing is scaled\.$/);
    expect(spectrumWords({ re: [0], im: [0] }, { ...one, topology: 'random', spectralRadius: 0 })).toMatch(/^W is 0.*of the last row alone\.$/);
    expect(spectrumWords({ re: [0], im: [0] }, { ...one, topology: 'delayLine', spectralRadius: 2 })).toMatch(/^All eigenvalues of a line are 0/);
  });

  it('of the eigenvalues count those of what a small state goes on by: with leak, not those of W', () => {
    const found = { re: [-2, -0.2, 0], im: [0, 0.1, 1.2] };
    const leaky = { ...echoStateDefaults, leakRate: 0.5, spectralRadius: 2 };
    expect(spectrumWords(found, leaky)).toBe('The largest |λ| is 2. 2 of 3 lie outside the unit circle, but none of (1 − a)·I + a·W, by which a small state goes on with a = 0.5.');
    expect(spectrumWords({ re: [3, 0], im: [0, 0] }, { ...leaky, layers: 2, feedback: 1 })).toMatch(/Of \(1 − a\).* with a = 0.5, 1 of 2 lie outside the unit circle: in these directions it grows\. All this is of layer 1 of 2\. What is fed back by the readout is not in it\.$/);
    expect(spectrumWords({ re: [0], im: [0] }, { ...leaky, spectralRadius: 0 })).toBe('W is 0: no unit reads another, and forgets by its leak alone, a factor of 0.5 a step.');
    expect(spectrumWords({ re: [0.3], im: [0] }, { ...leaky, layers: 2, above: [{ spectralRadius: 0.3 }], feedback: 1 }, 1)).toBe('The largest |λ| is 0.3. All this is of layer 2 of 2.');
    expect(withLeak({ re: [-2], im: [1] }, 0.5)).toEqual({ re: [-0.5], im: [0.5] });
  });

  it('of the errors against λ say which is least, whatever cannot be told left out', () => {
    const point = (lambda: number, validation: number | null) => ({ lambda, validation, train: 0.1, norm: 1 });
    const found = { points: [point(1e-8, null), point(1e-6, 0.3), point(1e-4, 0.2), point(1e-2, 0.5)], folds: 5, rows: 3400 };
    expect(bestOf(found)?.lambda).toBe(1e-4);
    const plain = { ridge: 1e-2, readout: 'ridge' as const, forgetting: 1, feedback: 0, target: 'y', moreTargets: [] };
    expect(ridgeWords(found, plain)).toMatch(/by 5 contiguous parts of the 3,400 rows .*least at λ = 1e-4, an NRMSE of 0.2, at the λ chosen 0.5\.$/);
    expect(ridgeWords(found, { ...plain, ridge: 0 })).toMatch(/an NRMSE of 0.2\.$/);
    expect(ridgeWords({ ...found, points: [point(1, null)] }, plain)).toMatch(/no error can be told from rounding\.$/);
    const endsAt = (points: typeof found.points) => ridgeWords({ ...found, points }, plain);
    expect(endsAt(found.points.slice(2))).toMatch(/It still falls towards the smallest that was tried, λ = 1e-4/);
    expect(endsAt(found.points.slice(0, 3))).toMatch(/It still falls towards the largest that was tried, λ = 1e-4/);
    expect(endsAt([point(1e-8, null), ...found.points.slice(2)])).toMatch(/Below some λ no error can be told from rounding; of those that can it is least at the smallest, λ = 1e-4/);
  });

  it('of the errors against λ say what they are not of', () => {
    const found = { points: [{ lambda: 1, validation: 0.2, train: 0.1, norm: 1 }], folds: 5, rows: 3400 };
    const plain = { ridge: 1, readout: 'ridge' as const, forgetting: 1, feedback: 0, target: 'y', moreTargets: [] };
    expect(ridgeWords(found, { ...plain, feedback: 0.5 })).toMatch(/\(teacher forcing\)(?!.*at the λ chosen)/);
    expect(ridgeWords(found, { ...plain, readout: 'lms' })).toMatch(/It is of ridge regression; this readout is learnt otherwise\./);
    expect(ridgeWords(found, { ...plain, moreTargets: ['z'] })).toMatch(/It is of "y", the first target, alone\./);
    expect([plain, { ...plain, readout: 'rls' as const }, { ...plain, readout: 'rls' as const, forgetting: 0.99 }, { ...plain, feedback: 1 }].map(isTaken)).toEqual([true, true, false, false]);
  });

  it('of the singular values say how ill-conditioned they are', () => {
    expect(singularWords({ values: [100, 1, 1e-3, 0], floor: 1e-5 }, { ridge: 1e-4, readout: 'ridge', forgetting: 1 })).toBe('Ill-conditioned: 1 of 4 directions carries 99.9 % of what the readout reads; σ₁/σₙ is more than 1e7. 1 cannot be told from 0 in float64. 2 stand above λ = 1e-4 (σ² > λ); it holds down the others. A larger λ leaves fewer, a smaller one asks large weights of the weakest.');
    expect(singularWords({ values: [2, 1], floor: 1e-7 }, { ridge: 0, readout: 'ridge', forgetting: 1 })).toMatch(/^Well-conditioned: 2 of 2 directions .*σ₁\/σₙ is 2\. /);
    expect(singularWords({ values: [2, 1], floor: 1e-7 }, { ridge: 1, readout: 'lms', forgetting: 1 })).toMatch(/σ₁\/σₙ is 2\. Least mean squares have no λ/);
    expect(singularWords({ values: [2, 1], floor: 1e-7 }, { ridge: 1, readout: 'rls', forgetting: 0.99 })).toMatch(/λ is forgotten as everything else/);
  });

  it('of the memory say how much of it there is', () => {
    const memory = { byLag: [0.99, 0.8, 0.2], capacity: 1.99, column: 'u' };
    expect(memoryWords(memory, { ...echoStateDefaults, units: 20 })).toMatch(/^Σ r² = 1.99, of at most N = 20: .*More than half is known of each of the last 2 steps\.$/);
    expect(memoryWords({ ...memory, byLag: [0.1] }, { ...echoStateDefaults, units: 1 })).toMatch(/Of the step before less than half is known\.$/);
  });

  it('of units are their numbers', () => {
    expect(unitsOf('1-3, 7,2', 12)).toEqual([1, 2, 3, 7]);
    for (const wrong of ['', 'a', '0', '3-1', '1-13', '1-9999999999', '1.5']) expect(unitsOf(wrong, 12)).toBeUndefined();
  });
});
