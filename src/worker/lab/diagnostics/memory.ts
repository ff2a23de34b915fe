import { split } from '../../../core/math/random.ts';
import { formatNumber } from '../../../core/spec/wording.ts';
import { memoryCapacity } from '../../../engine/reservoir/memoryCapacity.ts';
import type { MemoryDiagnosis } from '../../../protocol/diagnostics.ts';
import { unitsOfAll } from '../../../protocol/reservoirLayers.ts';
import { Missing } from './missing.ts';
import type { Bench, Subject } from './subject.ts';

/** Units up to which it takes some seconds. */
const most = 1500;

/** Lags looked at first; where the last of them are still remembered, twice as many. */
const firstLags = 100;
const remembered = 0.01;

/** Uniform with a deviation of 1, as a column that is standardised has. */
const amplitude = Math.sqrt(3);

/**
 * The memory capacity of a reservoir as it is scaled, its bias included: what enters by the weights of its first column is independent from
 * row to row, of the column's mean and deviation; other columns, and what is fed back, stay at their means.
 * @throws Missing
 */
export async function memoryByLag({ options, seed, drive: { weights } }: Subject, { compute, turn }: Bench): Promise<MemoryDiagnosis> {
  const units = unitsOfAll(options);
  if (units > most) throw new Missing(`The memory of ${formatNumber(units)} units would take too long to measure: it is measured up to ${formatNumber(most)}.`);
  const inputs = weights.inputWeights.length / weights.units;
  const alone = { ...weights, readoutLayers: options.readLayers, inputWeights: weights.inputWeights.filter((_, place) => place % inputs === 0) };
  const steps = Math.max(2000, 10 * units);
  for (let lags = Math.min(2 * units, firstLags); ; lags = Math.min(2 * units, 2 * lags)) {
    const found = await compute((workspace) => memoryCapacity(workspace, alone, { random: split(seed, 'noise', 2), amplitude, steps, lags, breathe: turn }));
    const end = found.byLag.subarray(-Math.ceil(lags / 10));
    if (lags === 2 * units || end.every((r2) => r2 < remembered)) return { byLag: [...found.byLag], capacity: found.capacity, column: options.inputs[0]! };
  }
}
