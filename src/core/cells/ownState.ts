import { clone } from '@tensorflow/tfjs-core';
import type { State } from './cell.ts';

/**
 * The state in tensors of its own, so that whoever keeps it may dispose the one before: what a step handed on under another name, or
 * under two, is named anew, which copies no numbers.
 * @param others what it does not own: the state before, and what was read
 */
export function ownState(state: State, ...others: readonly State[]): State {
  const taken = new Set(others.flatMap((other) => Object.values(other)));
  return Object.fromEntries(Object.entries(state).map(([entry, value]) => {
    const own = taken.has(value) ? clone(value) : value;
    taken.add(own);
    return [entry, own];
  }));
}
