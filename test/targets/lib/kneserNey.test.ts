import { describe, expect, it } from 'vitest';
import { KneserNey } from './kneserNey.ts';

const text = 'abracadabra abracadabra';
const alphabet = [...new Set(text)];
const contexts = ['ab', 'br', 'a ', 'zz', 'bz', 'ca'];

describe('the Kneser–Ney model', () => {
  it.each([1, 2, 3, 4])('of %d-grams gives every context a distribution', order => {
    const model = new KneserNey(text, order, alphabet.length);
    for (const context of contexts) {
      const total = alphabet.reduce((sum, character) => sum + model.probability(`z${context}`.slice(-(order - 1) || 3), character), 0);
      expect(total).toBeCloseTo(1, 12);
    }
  });

  it('computes what the equations say by hand', () => {
    // "aabab", bigrams: aa 1, ab 2, ba 1, so n₁ 2, n₂ 1, Y ½, D₁ = 1 − 2 · ½ · 1/2 = ½, D₂ = 2 − 3 · ½ · 0 = 2, which takes all: ½ instead.
    // Characters before: a has 2 (a, b), b has 1 (a); n₁ 1, n₂ 1, Y ⅓, D₁ = 1 − 2 · ⅓ · 1 = ⅓, D₂ = 2, again ½.
    const model = new KneserNey('aabab', 2, 2);
    const a = (2 - 1 / 2 + (1 / 3 + 1 / 2) / 2) / 3;
    const b = (1 - 1 / 3 + (1 / 3 + 1 / 2) / 2) / 3;
    expect(a + b).toBeCloseTo(1, 12);
    expect(model.probability('a', 'b')).toBeCloseTo((2 - 1 / 2 + 1 * b) / 3, 12);
    expect(model.probability('b', 'b')).toBeCloseTo((0 + 1 / 2 * b) / 1, 12);
    expect(model.crossEntropy('aabab', 4)).toBeCloseTo(-Math.log(model.probability('a', 'b')), 12);
  });
});
