import { drawnNetwork } from '../drawnNetwork.ts';
import { stateNoise } from '../drive.ts';
import type { EchoStateFit } from '../fitEchoState.ts';
import type { Subject } from './subject.ts';

/** At most so many rows are shown, as the fit shows them: the last that are learnt from, and the first that are tested with. */
const mostShown = { learnt: 250, tested: 1000 };

/** The network of the first seed. */
export function subjectOf({ report: { options }, series: { trainSteps, segments }, network: { seed, drive } }: EchoStateFit): Subject {
  const steps = drive.x.length / (drive.weights.inputWeights.length / drive.weights.units);
  const first = Math.min(steps - 1, Math.max(options.washout, trainSteps - mostShown.learnt));
  return {
    options, seed, drive, steps, trainSteps, segments, first, last: Math.min(steps, trainSteps + mostShown.tested), firstRow: first + options.horizon,
    network: (workspace) => drawnNetwork(workspace, options, drive.weights),
    noise: () => stateNoise(options, seed),
  };
}
