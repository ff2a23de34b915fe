import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { State } from '../../core/cells/cell.ts';
import type { NamedArray, Snapshot } from '../../core/checkpoint/checkpoint.ts';
import type { Model, ModelState } from '../../core/models/model.ts';
import { carriedRows, checkFit, slotName, stateName, stepsName } from '../snapshotNames.ts';
import type { Learner, Learnt } from './learner.ts';

/** Parameters by name, slots as `optimiser/SLOT/NAME`, carried state as `state/layers.0.h`. */
export async function toSnapshot(model: Model, learner: Learner, state: ModelState | undefined): Promise<Snapshot> {
  const snapshot: Record<string, NamedArray> = { [stepsName]: { shape: [1], data: new Float32Array([learner.steps]) } };
  for (const [name, value] of Object.entries(namedTensors(model, learner, state))) {
    snapshot[name] = { shape: value.shape, data: await value.data<'float32'>() };
  }
  return snapshot;
}

export interface Restored {
  readonly learnt: Learnt;
  readonly steps: number;
  readonly state: ModelState | undefined;
}

/** The tensors of a snapshot. Throws a sentence about the first array that does not fit the model. */
export function fromSnapshot(snapshot: Snapshot, model: Model, learner: Learner): Restored {
  const B = carriedRows(snapshot);
  checkFit(snapshot, shapesOf(model, learner, B));
  const take = (name: string) => tensor(snapshot[name]!.data.slice(), [...snapshot[name]!.shape]);
  const chain = (sizes: State, index: number) => mapValues(sizes, (_, entry) => take(stateName(model.stateNames[index]!, entry)));
  return {
    learnt: {
      parameters: mapValues(learner.parameters, (_, name) => take(name)),
      slots: mapValues(learner.slots, (_, slot) => take(slotName(slot))),
    },
    steps: snapshot[stepsName]!.data[0]!,
    state: B === undefined ? undefined : tidy(() => model.initialState(B).map(chain)) as ModelState,
  };
}

function namedTensors({ stateNames }: Model, learner: Learner, state: ModelState | undefined): Record<string, Tensor> {
  const slots = Object.entries(learner.slots).map(([slot, value]) => [slotName(slot), value] as const);
  const states = (state ?? []).flatMap((chain, i) => Object.entries(chain).map(([entry, value]) => [stateName(stateNames[i]!, entry), value] as const));
  return { ...learner.parameters, ...Object.fromEntries(slots), ...Object.fromEntries(states) };
}

function shapesOf(model: Model, learner: Learner, B: number | undefined): Record<string, readonly number[]> {
  const shapes: Record<string, readonly number[]> = { [stepsName]: [1] };
  tidy(() => {
    const state = B === undefined ? undefined : model.initialState(B);
    for (const [name, { shape }] of Object.entries(namedTensors(model, learner, state))) shapes[name] = shape;
  });
  return shapes;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, f: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value, key)]));
}
