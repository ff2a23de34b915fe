import { ridgePath } from '../../../core/math/ridgePath.ts';
import type { RegressionSums, RidgePoint } from '../../../core/math/ridgePath.ts';
import { findingEigenvalues } from '../../../core/math/symmetricEigenvalues.ts';
import { inTurns } from '../../../core/math/turns.ts';
import { formatNumber } from '../../../core/spec/wording.ts';
import { reductionRoom } from '../../../engine/reservoir/reductionRoom.ts';
import type { RidgeDiagnosis, SingularDiagnosis } from '../../../protocol/diagnostics.ts';
import { stretchOf } from '../drive.ts';
import { Missing } from './missing.ts';
import type { Bench, Subject } from './subject.ts';

/** λ from 10⁻¹² to 10⁴, two a decade. */
const lambdas = Array.from({ length: 33 }, (_, i) => Number((10 ** (i / 2 - 12)).toPrecision(2)));

/** Numbers that the readout reads, up to which it takes some seconds: 1,000 units and their squares. The time grows with the cube. */
const most = 2050;

/** Rows from which on there are five parts rather than two. */
const enoughRows = 50;

/** Error against λ, and the singular values of what the readout reads: both come of the same sums. @throws Missing */
export async function ridgeAndSingular(subject: Subject, bench: Bench): Promise<{ readonly ridge: RidgeDiagnosis; readonly singular: SingularDiagnosis }> {
  const parts = await partsOf(subject, bench);
  const { points, whole } = await bench.compute((workspace) => ridgePath(parts, lambdas, bench.turn, (n) => reductionRoom(workspace, n)));
  const deviation = deviationOf(parts);
  const values = await inTurns(findingEigenvalues(whole), () => bench.turn());
  return {
    ridge: { points: points.map((point) => normalised(point, deviation)), folds: parts.length, rows: parts.reduce((sum, { count }) => sum + count, 0) },
    singular: { values: Array.from(values, (value) => Math.sqrt(Math.max(0, value))), floor: Math.sqrt(Number.EPSILON * values.length * values[0]!) },
  };
}

/** The sums over contiguous parts of the rows that are learnt from: of states that were kept, else of the reservoir driven again. */
async function partsOf({ options: { washout }, drive: { known, x, y }, trainSteps, segments, network, noise }: Subject, { compute, turn }: Bench): Promise<RegressionSums[]> {
  return compute(async (workspace) => {
    const learner = network(workspace);
    if (learner.features > most) throw new Missing(`The readout reads ${formatNumber(learner.features)} numbers: up to ${formatNumber(most)}, its error against λ and the singular values are computed in time.`);
    const begin = segments.length > 1 ? 0 : washout;
    const folds = trainSteps - begin >= enoughRows ? 5 : 2;
    const border = (fold: number): number => (fold === 0 ? 0 : begin + Math.round((trainSteps - begin) * fold / folds));
    const addToDrive = noise();
    const parts: RegressionSums[] = [];
    for (let fold = 0; fold < folds; fold++) {
      for (const segment of segments) {
        const [from, to] = [Math.max(segment.from, border(fold)), Math.min(segment.to, border(fold + 1))];
        if (from >= to) continue;
        if (from === segment.from) learner.reset();
        const states = addToDrive ? { addToDrive } : { known: known?.subarray(from * learner.units, to * learner.units) };
        const left = Math.min(to - from, Math.max(0, washout - (from - segment.from)));
        for (const steps of learner.learning({ ...stretchOf(learner, x, y, { from, to }), washout: left, ...states })) await turn(steps);
      }
      parts.push(learner.sums());
      await turn();
      learner.forget();
      await turn();
    }
    return parts;
  });
}

/** Of the targets, all parts together: the last feature is 1. */
function deviationOf(parts: readonly RegressionSums[]): number {
  const total = (of: (sums: RegressionSums) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  const count = total((part) => part.count);
  return Math.sqrt(total(({ square }) => square) / count - (total(({ cross }) => cross.at(-1)!) / count) ** 2);
}

function normalised({ lambda, train, validation, norm }: RidgePoint, deviation: number): RidgePoint {
  return { lambda, norm, train: train === null ? null : train / deviation, validation: validation === null ? null : validation / deviation };
}
