import type { NamedArray, Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { carriedRows, checkFit, slotName, stateName, stepsName } from '../snapshotNames.ts';
import type { PlannedLearner } from './learner.ts';
import type { Plan } from './plan.ts';
import type { CarriedState } from './states.ts';

/** Parameters by name, slots as `optimiser/SLOT/NAME`, carried state as `state/layers.0.h`. */
export function toSnapshot(plan: Plan, learner: PlannedLearner, state: CarriedState | undefined): Snapshot {
  const snapshot: Record<string, NamedArray> = { [stepsName]: { shape: [1], data: new Float32Array([learner.steps]) } };
  for (const { name, array, data } of entries(plan, learner)) snapshot[array] = { shape: shapeOf(plan, name), data };
  state?.forEach((layer, index) => {
    const { name, hiddenSize: n } = plan.chains[index]!;
    for (const [entry, data] of Object.entries(layer)) snapshot[stateName(name, entry)] = { shape: [data.length / n, n], data: data.slice() };
  });
  return snapshot;
}

/** Takes a snapshot over. @returns the state it carries @throws Error, a sentence about the first array that does not fit the model */
export function fromSnapshot(plan: Plan, learner: PlannedLearner, snapshot: Snapshot): CarriedState | undefined {
  const B = carriedRows(snapshot);
  checkFit(snapshot, shapes(plan, B));
  const take = (rename: (name: string) => string): Record<string, Float32Array> =>
    Object.fromEntries(plan.parameters.map(({ name }) => [name, snapshot[rename(name)]!.data]));
  learner.write(take((name) => name));
  for (const slot of Object.keys(plan.slots)) learner.write(take((name) => slotName(`${slot}/${name}`)), slot);
  learner.steps = snapshot[stepsName]!.data[0]!;
  if (B === undefined) return undefined;
  return plan.chains.map(({ name, cell }) =>
    Object.fromEntries(cell.states.map((entry) => [entry, snapshot[stateName(name, entry)]!.data.slice()])));
}

/** Every array of parameters: `name` is the parameter's, `array` its own. */
function entries(plan: Plan, learner: PlannedLearner): { name: string; array: string; data: Float32Array }[] {
  const of = (values: Record<string, Float32Array>, rename: (name: string) => string) =>
    Object.entries(values).map(([name, data]) => ({ name, array: rename(name), data }));
  const slots = Object.keys(plan.slots).flatMap((slot) => of(learner.read(slot), (name) => slotName(`${slot}/${name}`)));
  return [...of(learner.read(), (name) => name), ...slots];
}

const shapeOf = (plan: Plan, parameter: string): readonly number[] => plan.parameters.find(({ name }) => name === parameter)!.shape;

function shapes(plan: Plan, B: number | undefined): Record<string, readonly number[]> {
  const all: Record<string, readonly number[]> = { [stepsName]: [1] };
  for (const { name, shape } of plan.parameters) {
    all[name] = shape;
    for (const slot of Object.keys(plan.slots)) all[slotName(`${slot}/${name}`)] = shape;
  }
  if (B === undefined) return all;
  plan.chains.forEach(({ name, cell, hiddenSize }) => {
    for (const entry of cell.states) all[stateName(name, entry)] = [B, hiddenSize];
  });
  return all;
}
