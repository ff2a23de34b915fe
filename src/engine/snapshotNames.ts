import type { Snapshot } from '../core/checkpoint/checkpoint.ts';

// What every engine calls the parts of a snapshot, so that a run may go on from it with another. Parameters have their own names.

/** Updates made so far: a number of its own among the optimiser's slots. As float32 exact up to 2²⁴, where 1 − βᵗ has long been 1. */
export const stepsName = 'optimiser/steps';
export const slotName = (slot: string): string => `optimiser/${slot}`;
/** @param chain `layers.0`, or `layers.0.backward` of a layer that reads both ways */
export const stateName = (chain: string, entry: string): string => `state/${chain}.${entry}`;

/** Rows of the carried state in a snapshot; undefined where it has none. */
export function carriedRows(snapshot: Snapshot): number | undefined {
  return Object.entries(snapshot).find(([name]) => name.startsWith('state/'))?.[1].shape[0];
}

/** Throws a sentence about the first array of a snapshot that does not fit the shapes that a model has. */
export function checkFit(snapshot: Snapshot, shapes: Readonly<Record<string, readonly number[]>>): void {
  for (const name of Object.keys({ ...shapes, ...snapshot })) {
    const [own, theirs] = [shapes[name]?.join('×'), snapshot[name]?.shape.join('×')];
    if (own === undefined) throw new Error(`The checkpoint has ${name} ${theirs}, which this model does not have.`);
    if (theirs === undefined) throw new Error(`The checkpoint lacks ${name} ${own}, which this model needs.`);
    if (own !== theirs) throw new Error(`${name} is ${theirs} in the checkpoint ≠ ${own} in the model.`);
  }
}
