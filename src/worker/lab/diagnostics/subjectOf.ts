import { drawnNetwork } from '../drawnNetwork.ts';
import { stateNoise } from '../drive.ts';
import type { EchoStateFit } from '../fitEchoState.ts';
import type { Subject } from './subject.ts';

/** At most so many rows are shown, the last ones. */
const mostShown = 1000;

/** The network of the first seed. */
export function subjectOf({ report: { options }, series, network: { seed, drive } }: EchoStateFit): Subject {
  const steps = drive.x.length / (drive.weights.inputWeights.length / drive.weights.units);
  const first = Math.max(steps > series.trainSteps ? series.trainSteps : 0, steps - mostShown);
  return {
    options, seed, drive, steps, trainSteps: series.trainSteps, first, firstRow: first + options.horizon,
    network: (workspace) => drawnNetwork(workspace, options, drive.weights),
    noise: () => stateNoise(options, seed),
  };
}
