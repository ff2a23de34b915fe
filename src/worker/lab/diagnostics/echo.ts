import type { NamedArray } from '../../../core/checkpoint/checkpoint.ts';
import { echoStateTest, forgetting } from '../../../core/math/echoStateTest.ts';
import { split } from '../../../core/math/random.ts';
import type { DrivenReservoir } from '../../../core/math/reservoirSteps.ts';
import type { EchoDiagnosis } from '../../../protocol/diagnostics.ts';
import { layersOf } from '../../../protocol/reservoirLayers.ts';
import type { Bench, Subject } from './subject.ts';

/** Steps at least, where the series has as many; and multiplications at most. */
const [leastSteps, mostProducts] = [500, 4e9];
const trajectories = 4;

/** The echo state test on the first steps of the (first) series, twice the washout, or more: of all layers together. */
export async function echoOnInput({ options, seed, drive: { tensors, x }, steps, segments }: Subject, { turn }: Bench): Promise<EchoDiagnosis> {
  const stack = layersOf(options).map(({ leakRate }, k): DrivenReservoir => {
    const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`layers.${k}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
    return { U, Y: tensors[`layers.${k}.Y`], W, b, alpha: 1 - leakRate };
  });
  const inputs = x.length / steps;
  const connections = stack.reduce((sum, { U, W }, k) => sum + W.data.reduce((count, weight) => count + Number(weight !== 0), k === 0 ? 0 : U.data.length), 0);
  const affordable = Math.floor(mostProducts / (trajectories * Math.max(1, connections)));
  const length = Math.min(steps, segments[0]!.to, Math.max(leastSteps, 2 * options.washout), affordable);
  const rows = Array.from({ length }, (_, t) => x.subarray(t * inputs, (t + 1) * inputs));
  const test = await echoStateTest(stack, rows, split(seed, 'noise', 1), turn);
  return { ...test, ...forgetting(test) };
}
