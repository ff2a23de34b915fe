import { echoStateTest, forgetting } from '../../../core/math/echoStateTest.ts';
import { split } from '../../../core/math/random.ts';
import type { EchoDiagnosis } from '../../../protocol/diagnostics.ts';
import type { Bench, Subject } from './subject.ts';

/** Steps at least, where the series has as many; and multiplications at most. */
const [leastSteps, mostProducts] = [500, 4e9];
const trajectories = 4;

/** The echo state test on the first steps of the (first) series, twice the washout, or more: of the lowest layer, which drives all others. */
export async function echoOnInput({ options, seed, drive: { tensors, x }, steps, segments }: Subject, { turn }: Bench): Promise<EchoDiagnosis> {
  const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`layers.0.${name}`]!);
  const inputs = x.length / steps;
  const connections = W!.data.reduce((count, weight) => count + Number(weight !== 0), 0);
  const affordable = Math.floor(mostProducts / (trajectories * Math.max(1, connections)));
  const length = Math.min(steps, segments[0]!.to, Math.max(leastSteps, 2 * options.washout), affordable);
  const reservoir = { U: U!, Y: tensors['layers.0.Y'], W: W!, b: b!, alpha: 1 - options.leakRate };
  const rows = Array.from({ length }, (_, t) => x.subarray(t * inputs, (t + 1) * inputs));
  const test = await echoStateTest(reservoir, rows, split(seed, 'noise', 1), turn);
  return { ...test, ...forgetting(test) };
}
