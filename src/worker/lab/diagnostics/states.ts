import type { StatesDiagnosis } from '../../../protocol/diagnostics.ts';
import type { Bench, Subject } from './subject.ts';

/** Beyond it tanh is nearly flat. */
const saturation = 0.95;

/** The first units, where none are named. */
const usual = 6;

/** @param wanted counted from 1; those that are not there are left out */
export async function statesShown(subject: Subject, bench: Bench, wanted?: readonly number[]): Promise<StatesDiagnosis> {
  const { first, last, firstRow } = subject;
  const states = await windowOf(subject, bench);
  const size = states.length / (last - first);
  const units = (wanted ?? Array.from({ length: usual }, (_, i) => i + 1)).filter((unit) => unit <= size);
  let [squares, beyond] = [0, 0];
  for (const state of states) {
    squares += state * state;
    beyond += Number(Math.abs(state) > saturation);
  }
  return {
    start: firstRow, size, rms: Math.sqrt(squares / states.length), saturated: beyond / states.length,
    units: units.map((unit) => ({ unit, states: Array.from({ length: last - first }, (_, t) => states[t * size + unit - 1]!) })),
  };
}

/** `[last − first, units]`: those that were kept; of a long series the reservoir is driven again. */
async function windowOf({ drive: { known, x }, first, last, network }: Subject, { compute, turn }: Bench): Promise<Float32Array> {
  return compute(async (workspace) => {
    const driven = network(workspace);
    if (known) return known.subarray(first * driven.units, last * driven.units);
    const { inputs } = driven.reservoir;
    for (const done of driven.driving(x.subarray(0, first * inputs), {})) await turn(done);
    return driven.states(x.subarray(first * inputs, last * inputs));
  });
}
