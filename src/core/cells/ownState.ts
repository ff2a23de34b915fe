import { clone } from '@tensorflow/tfjs-core';
import type { State } from './cell.ts';

/**
 * The state in tensors of its own, so that whoever keeps it may dispose the one before: what a step handed on under another name is
 * named anew, which copies no numbers.
 */
export function ownState(state: State, before: State): State {
  const old = new Set(Object.values(before));
  return Object.fromEntries(Object.entries(state).map(([entry, value]) => [entry, old.has(value) ? clone(value) : value]));
}
