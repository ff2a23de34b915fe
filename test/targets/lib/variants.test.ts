import { describe, expect, it } from 'vitest';
import type { Target } from './target.ts';
import { hashOf, variantOf } from './variants.ts';

const text = '{ "name": "Adding", "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 4 }] }, "training": { "tau": 20, "steps": 10 } }';
const target: Target = {
  name: 'adding', title: '', experiment: 'adding', seeds: [1, 2], source: '', measure: async () => [],
  variants: { longer: { training: { steps: 50 } }, plain: { model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 4 }] } } },
};

describe('a variant', () => {
  it('is the experiment with its changes', () => {
    expect(variantOf(target, text, 'longer', 7)).toMatchObject({ seed: 7, training: { steps: 50, tau: 20 }, model: { layers: [{ cell: { kind: 'lstm' } }] } });
    expect(variantOf(target, text, 'plain', 1)).toMatchObject({ training: { steps: 10 }, model: { layers: [{ cell: { kind: 'tanh' } }] } });
  });

  it('that is wrong says what is', () => {
    const wrong = { ...target, variants: { none: { training: { steps: 0 } } } };
    expect(() => variantOf(wrong, text, 'none', 1)).toThrow(/^adding, none: .*steps/);
    expect(() => variantOf(target, text, 'other', 1)).toThrow('adding has no variant "other"');
  });
});

describe('the hash of a target', () => {
  const hash = hashOf(target, text);

  it('does not hear comments, order, title or description', () => {
    expect(hashOf(target, `// a comment\n${text.replace('"Adding"', '"Sums", "description": "Two numbers."')}`)).toBe(hash);
    expect(hashOf(target, text.replace('"tau": 20, "steps": 10', '"steps": 10, "tau": 20'))).toBe(hash);
  });

  it('hears what the file, a variant or the seeds say', () => {
    const others = [
      hashOf(target, text.replace('20', '30')), hashOf({ ...target, seeds: [1] }, text),
      hashOf({ ...target, variants: { ...target.variants, longer: { training: { steps: 51 } } } }, text),
    ];
    expect(new Set([hash, ...others]).size).toBe(4);
  });
});
