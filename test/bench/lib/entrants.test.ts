import { describe, expect, it } from 'vitest';
import { entrantsOf } from './entrants.ts';

const names = (...parameters: Parameters<typeof entrantsOf>) => entrantsOf(...parameters).map(({ engine, threads }) => `${engine} ${threads}`);

describe('who competes', () => {
  it('is each engine at each count of threads, those of one thread once', () => {
    expect(names(['planned', 'tfjs', 'torch', 'tfjs-layers'], ['torch', 'tfjs'], [1, 2]))
      .toEqual(['planned 1', 'planned 2', 'tfjs 1', 'torch 1', 'torch 2', 'tfjs-layers 1']);
  });

  it('has the peer on one thread also where Unfold is asked for on two alone', () => {
    expect(names(['planned', 'torch'], ['torch'], [2])).toEqual(['planned 2', 'torch 1', 'torch 2']);
  });

  it('has only the peers that were asked for', () => {
    expect(names(['planned', 'torch', 'tfjs-layers', 'numpy'], ['numpy'], [1])).toEqual(['planned 1', 'numpy 1']);
  });
});
