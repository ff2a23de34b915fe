import { families, isOurs, publicName } from './entrants.ts';
import type { Entrant, Peer } from './entrants.ts';
import { quantile, timesAsFast } from './statistics.ts';
import { tokensOf } from './workload.ts';
import type { Workload } from './workload.ts';

/** What an entrant's steps took. */
export interface Measured {
  readonly entrant: Entrant;
  /** Milliseconds of each step, by round. */
  readonly rounds: readonly (readonly number[])[];
}

export interface Timing {
  readonly engine: string;
  readonly threads: number;
  readonly msMedian: number | null;
  readonly msBest: number | null;
  /** The middle half of all steps lies between them. */
  readonly msQuartiles: readonly [number, number] | null;
  readonly tokensPerSecond: number | null;
}

/** How many times as fast as each peer: the peer's faster setting of those with no more threads. null where there is none. */
export type Ratios = Readonly<Record<Peer, number | null>>;

/** One engine of Unfold on one workload: what `--json` prints a list of. */
export interface Row extends Timing {
  readonly workload: string;
  readonly ratio: Ratios;
  readonly peers: readonly Timing[];
  /** Of the workload `memory`: bytes at the peak, in 2²⁰; `ratio` is how many times less than the peer. */
  readonly megabytes?: number;
  /** Of the memory of a reservoir: what all its states would take in float64, and what the least of the peers held. */
  readonly matrix?: number;
  readonly peerMegabytes?: number;
  /** Of the workload `scaling`: the exponent of the cost's growth with a size. */
  readonly slope?: number;
  readonly points?: readonly { readonly at: number; readonly msMedian: number }[];
}

export const noRatio: Ratios = { torch: null, tfjs: null, numpy: null };
export const noTiming = { msMedian: null, msBest: null, msQuartiles: null, tokensPerSecond: null } as const;

/** What an entrant's steps took, in numbers. @param tokens of one step */
export function timing({ entrant, rounds }: Measured, tokens: number): Timing {
  const times = rounds.flat();
  const msMedian = quantile(times, 0.5);
  return {
    engine: publicName(entrant.engine), threads: entrant.threads,
    msMedian, msBest: Math.min(...times), msQuartiles: [quantile(times, 0.25), quantile(times, 0.75)], tokensPerSecond: tokens / (msMedian / 1000),
  };
}

/** A row for each engine of Unfold that was measured. */
export function rowsOf(workload: Workload, measured: readonly Measured[]): Row[] {
  const tokens = tokensOf(workload);
  const peers = measured.filter(({ entrant }) => !isOurs(entrant));
  return measured.filter(({ entrant }) => isOurs(entrant)).map(own => ({
    workload: workload.name, ...timing(own, tokens), ratio: ratios(own, peers), peers: peers.map(peer => timing(peer, tokens)),
  }));
}

function ratios(own: Measured, peers: readonly Measured[]): Ratios {
  const against = (peer: Peer) => {
    const fair = peers.filter(({ entrant }) => families[entrant.engine].of === peer && entrant.threads <= own.entrant.threads);
    return fair.length > 0 ? Math.min(...fair.map(({ rounds }) => timesAsFast(own.rounds, rounds))) : null;
  };
  return { torch: against('torch'), tfjs: against('tfjs'), numpy: against('numpy') };
}
