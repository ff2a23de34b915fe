import { describe, expect, it } from 'vitest';
import { checkAgreement } from './agreement.ts';

const own = { name: 'planned', figures: { loss: 4.1743, 'gradient norm': 0.2 } };
const other = (figures: Readonly<Record<string, number>>) => ({ name: 'torch', figures });

describe('agreement', () => {
  it('allows what rounding leaves', () => {
    expect(() => checkAgreement(own, other({ loss: 4.1743 * (1 + 9e-5), 'gradient norm': 0.2 }))).not.toThrow();
  });

  it('names the figure that differs, and both who computed it', () => {
    expect(() => checkAgreement(own, other({ loss: 4.1743 * (1 + 2e-4), 'gradient norm': 0.2 }))).toThrow(/^loss is 4\.1743 by planned, 4\.175\d* by torch/);
    expect(() => checkAgreement(own, other({ loss: 4.1743, 'gradient norm': 0.21 }))).toThrow('gradient norm');
  });

  it('compares what both have', () => {
    expect(() => checkAgreement(own, other({ loss: 4.1743, perplexity: 65 }))).not.toThrow();
    expect(() => checkAgreement(own, other({ perplexity: 65 }))).toThrow('no figure in common');
  });

  it('takes no number that is none for agreement', () => {
    expect(() => checkAgreement(own, other({ loss: NaN }))).toThrow('loss');
    expect(() => checkAgreement({ name: 'planned', figures: { loss: Infinity } }, other({ loss: Infinity }))).toThrow('loss');
  });

  it('finds two zeros equal', () => {
    expect(() => checkAgreement({ name: 'planned', figures: { loss: 0 } }, other({ loss: 0 }))).not.toThrow();
  });
});
