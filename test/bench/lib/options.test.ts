import { describe, expect, it } from 'vitest';
import { isWanted, readOptions } from './options.ts';

describe('options', () => {
  it('are the whole run without any', () => {
    expect(readOptions([])).toMatchObject({ json: false, whole: true, against: ['torch', 'tfjs', 'numpy'], threads: [1, 2], only: undefined });
    expect(readOptions(['--json']).whole).toBe(true);
  });

  it.each([['--only', 'lstm-32'], ['--against', 'torch'], ['--threads', '1'], ['--engines', 'tfjs'], ['--rounds', '2'], ['--slice', '100']])(
    'are not the whole run with %s', (...args) => { expect(readOptions(args).whole).toBe(false); });

  it('are lists between commas', () => {
    expect(readOptions(['--only', 'lstm-32,esn', '--against', 'torch,numpy', '--threads', '2,4'])).toMatchObject(
      { only: ['lstm-32', 'esn'], against: ['torch', 'numpy'], threads: [2, 4] });
    expect(readOptions(['--against', 'none']).against).toEqual([]);
  });

  it('say what they take', () => {
    expect(() => readOptions(['--against', 'jax'])).toThrow('--against takes torch, tfjs, numpy, not "jax"');
    expect(() => readOptions(['--threads', '0'])).toThrow('--threads takes whole numbers from 1, not "0"');
    expect(() => readOptions(['--threads', '1.5'])).toThrow('--threads');
    expect(() => readOptions(['--fast'])).toThrow('--fast');
  });
});

describe('a workload is wanted', () => {
  const all = ['lstm-128', 'lstm-128-dense', 'esn-100-sparse', 'esn-100-dense'];
  const wanted = (...only: string[]) => all.filter(name => isWanted(name, only, all));

  it('by its name, without those that begin with it', () => {
    expect(wanted('lstm-128')).toEqual(['lstm-128']);
  });

  it('by a beginning that is no name', () => {
    expect(wanted('esn')).toEqual(['esn-100-sparse', 'esn-100-dense']);
    expect(wanted('esn-10')).toEqual([]);
  });

  it('when nothing was named', () => {
    expect(all.every(name => isWanted(name, undefined, all))).toBe(true);
  });
});
