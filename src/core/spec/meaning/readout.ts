import type { ResolvedExperiment } from '../experiment.ts';
import { needsOf } from '../needs.ts';
import { cellName } from '../ownCells.ts';
import { readsOutput } from '../ownOutput.ts';
import { SpecError, type Path } from '../problem.ts';
import { formatNumber } from '../wording.ts';

/** By least squares only what is linear can be learnt, and nothing else may be there to learn. */
export function readoutFits({ model, training: { readout, loss, omega }, device, data }: ResolvedExperiment): SpecError[] {
  if (readout.kind === 'gradient') return [];
  const problem = (why: string, ...path: Path) => [new SpecError(`\`readout\` is "${readout.kind}", ${why}`, path)];
  if (model.encoder) return problem('which learns the output alone, but there is an `encoder` to learn: use `readout` "gradient".', 'training', 'readout', 'kind');
  const learner = model.layers.findIndex(({ cell }) => cell.kind !== 'reservoir');
  if (learner >= 0) return problem(`which learns the output alone, but the cell "${cellName(model.layers[learner]!.cell)}" has weights to learn: take the cell "reservoir", or \`readout\` "gradient".`, 'model', 'layers', learner, 'cell', 'kind');
  if (loss !== 'meanSquaredError') return problem(`which makes squared errors small, but ${needsOf(data).why} (\`loss\` "${loss}"): use \`readout\` "gradient".`, 'training', 'readout', 'kind');
  if (model.output === 'last') return problem('which learns from every step, but `output` is "last": use "each".', 'model', 'output');
  if (model.outputDepth > 0) return problem('which learns V alone, but `outputDepth` puts layers below it: leave one of them out.', 'model', 'outputDepth');
  if (omega > 0) return problem('which has no gradient that flows back through time: set `omega` to 0.', 'training', 'omega');
  return device === 'webgl' ? problem('which is computed in WebAssembly, but `device` is "webgl": leave it out.', 'device') : [];
}

export function washoutFits({ training: { readout, tau } }: ResolvedExperiment): SpecError[] {
  if (readout.kind === 'gradient' || readout.washout < tau) return [];
  return [new SpecError(`\`washout\` is ${formatNumber(readout.washout)}, which leaves nothing to learn of a sequence of ${formatNumber(tau)} steps (\`tau\`).`, ['training', 'readout', 'washout'])];
}

/** FORCE is of a network that reads what it said, and never what it should have said. */
export function forceFits({ model, data, training: { readout, teacherForcing } }: ResolvedExperiment): SpecError[] {
  if (readout.kind !== 'force') return [];
  const own = readsOutput(model) || (data.kind === 'series' && data.itself && data.horizon === 1);
  if (!own) return [new SpecError('`readout` is "force", which learns while the network reads its own output, and this one reads none: set `recurrence` to "both", or forecast a series from itself one row ahead (`horizon` 1).', ['training', 'readout', 'kind'])];
  if (teacherForcing.kind === 'always') return [];
  return [new SpecError(`\`teacherForcing\` is "${teacherForcing.kind}", but by \`readout\` "force" the network reads its own output at every step that it learns from: leave one of them out.`, ['training', 'teacherForcing', 'kind'])];
}
