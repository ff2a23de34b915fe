import type { RandomStream } from './random.ts';
import { stackStep } from './reservoirSteps.ts';
import type { DrivenReservoir } from './reservoirSteps.ts';

export interface EchoStateTest {
  /** After t = 1, 2, … steps: the largest root mean square difference between two of the trajectories. */
  readonly distances: readonly number[];
  /** At the beginning, likewise. */
  readonly begin: number;
}

/** What the distances of such a test say. */
export interface Forgetting {
  /** By which factor the distance changes a step, from the beginning to where it is lost in rounding; undefined where there are too few steps to tell. */
  readonly rate: number | undefined;
  /** Steps after which no more than a millionth of the first distance is left, for good; undefined where it is not so within the test. */
  readonly forgotten: number | undefined;
}

/** Trajectories besides the one from 0, each from a corner of the cube ±1: no two states can be farther from each other than corners. */
const corners = 3;
const millionth = 1e-6;
/** Differences of this size are rounding. */
const rounding = 1e-11;

/**
 * The echo state property on one input: whether the states forget how they began (Jaeger 2001; of a given input, Manjunath & Jaeger
 * 2013, doi:10.1162/NECO_a_00411). Trajectories from 0 and from random corners are driven by the same input, in float64.
 * @param stack reservoirs one on another, from the lowest up @param inputs x⁽ᵗ⁾ of each step @param breathe called after each step
 */
export async function echoStateTest(stack: readonly DrivenReservoir[], inputs: Iterable<ArrayLike<number>>, random: RandomStream, breathe: () => Promise<void>): Promise<EchoStateTest> {
  const n = stack.reduce((sum, { b }) => sum + b.data.length, 0);
  const step = stackStep(stack);
  let states = Array.from({ length: 1 + corners }, (_, k) => Float64Array.from({ length: n }, () => (k === 0 ? 0 : random.uniform() < 0.5 ? -1 : 1)));
  const begin = widest(states);
  const distances: number[] = [];
  for (const x of inputs) {
    states = states.map((h) => step(h, x) as Float64Array<ArrayBuffer>);
    distances.push(widest(states));
    await breathe();
  }
  return { distances, begin };
}

function widest(states: readonly Float64Array[]): number {
  const pairs = states.flatMap((a, i) => states.slice(i + 1).map((b) => distance(a, b)));
  return Math.max(...pairs);
}

function distance(a: Float64Array, b: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(squares / a.length);
}

export function forgetting({ distances, begin }: EchoStateTest): Forgetting {
  const lost = distances.findIndex((each) => each <= rounding * begin);
  const told = lost < 0 ? distances : distances.slice(0, lost);
  const last = distances.findLastIndex((each) => each > millionth * begin);
  return { rate: rateOf(told), forgotten: last === distances.length - 1 ? undefined : last + 2 };
}

/** exp of the slope of the line through the logarithms, by least squares; the first half, in which they come into their stride, left out. */
function rateOf(distances: readonly number[]): number | undefined {
  const logs = distances.slice(Math.floor(distances.length / 2)).map(Math.log);
  if (logs.length < 2) return undefined;
  const middle = (logs.length - 1) / 2;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  let [above, below] = [0, 0];
  logs.forEach((log, i) => {
    above += (i - middle) * (log - mean);
    below += (i - middle) ** 2;
  });
  return Math.exp(above / below);
}
