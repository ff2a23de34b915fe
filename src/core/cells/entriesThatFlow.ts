import type { Cell } from './cell.ts';

/** No gradient flows through the time that a state counts, and nothing that is learnt makes it. */
export const isCount = (entry: string): boolean => entry === 'clock';

/** The entries of a state that a gradient flows through, and their columns. */
export const entriesThatFlow = ({ stateSizes }: Cell): [string, number][] => Object.entries(stateSizes).filter(([entry]) => !isCount(entry));
