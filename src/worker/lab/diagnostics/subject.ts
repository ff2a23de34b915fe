import type { EchoStateNetwork } from '../../../engine/reservoir/echoStateNetwork.ts';
import type { AddToLayers } from '../../../engine/reservoir/stretch.ts';
import type { ReservoirWorkspace } from '../../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { EchoStateSeries } from '../echoStateSeries.ts';
import type { Drive } from '../kept.ts';

/** What is looked into: a reservoir, and the series that drove it. */
export interface Subject {
  readonly options: EchoStateOptions;
  readonly seed: number;
  readonly drive: Drive;
  /** That it was driven for: where it reads its own output, as many as it is known for. */
  readonly steps: number;
  readonly trainSteps: number;
  /** The series one after another. */
  readonly segments: EchoStateSeries['segments'];
  /** The first step that is shown, where they end, and the row of the first's target. */
  readonly first: number;
  readonly last: number;
  readonly firstRow: number;
  /** A network as the fit had, that has learnt nothing. */
  readonly network: (workspace: ReservoirWorkspace) => EchoStateNetwork;
  /** What was added while it learnt, from the first step on. */
  readonly noise: () => AddToLayers | undefined;
}

/** What it is computed with. */
export interface Bench {
  /** Runs with a workspace that nobody else computes in meanwhile. */
  readonly compute: <T>(work: (workspace: ReservoirWorkspace) => Promise<T>) => Promise<T>;
  /** Settles when everybody else had a turn; rejects where the answer is no longer wanted. */
  readonly turn: (steps?: number) => Promise<void>;
}
