import type { SearchedName } from '../../../src/protocol/search.ts';

/** What the settings are called in the lab. */
export const names: Readonly<Record<SearchedName, string>> = {
  units: 'Units', spectralRadius: 'Spectral radius', leakRate: 'Leak rate', inputScaling: 'Input scaling', bias: 'Bias', density: 'Density', ridge: 'Ridge λ', feedback: 'Feedback', noise: 'State noise',
};
