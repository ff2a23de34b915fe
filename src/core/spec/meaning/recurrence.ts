import { cellFacts } from '../cellFacts.ts';
import { isOfTrees, readsBackward } from '../chains.ts';
import type { CellSpec, ResolvedExperiment } from '../experiment.ts';
import { cellName } from '../ownCells.ts';
import { outputsRead, readsOutput, takesForcing } from '../ownOutput.ts';
import { SpecError } from '../problem.ts';

/** What reads the output of the step before needs one at each step, made by then, and not among what it reads already. */
export function recurrenceFits({ data, model, training }: ResolvedExperiment): SpecError[] {
  const is = `\`recurrence\` is "${model.recurrence}", but`;
  const problem = (why: string, ...path: (string | number)[]) => [new SpecError(`${is} ${why}`, path)];
  if (!takesForcing(model)) return outputsRead(training.teacherForcing).includes('yHat')
    ? [new SpecError('`teacherForcing` is about a model that reads its own output: set `recurrence` to "output" or "both", or leave it out.', ['training', 'teacherForcing'])] : [];
  if (!readsOutput(model)) return decayFits(training);
  if (model.encoder) return problem('a decoder reads its last output as x⁽ᵗ⁾ already: use "hidden", or leave it out.', 'model', 'recurrence');
  if (data.kind === 'text' || data.kind === 'labelled') return problem('of a text x⁽ᵗ⁾ is already what the step before was to answer: use "hidden", or leave it out.', 'model', 'recurrence');
  if (model.output === 'last') return problem('`output` is "last", and there is no output to read before that: use "hidden", or leave it out.', 'model', 'recurrence');
  if (data.kind === 'series' && data.itself && data.horizon === 1) return problem('with `horizon` 1 the output of the step before is the forecast of a value that x⁽ᵗ⁾ brings: use "hidden", or leave it out.', 'model', 'recurrence');
  const ofTrees = model.layers.findIndex(isOfTrees);
  if (ofTrees >= 0) return problem(`the cell "${cellName(model.layers[ofTrees]!.cell)}" goes from children to their parent, not from step to step: use "hidden", or leave it out.`, 'model', 'recurrence');
  const backward = model.layers.findIndex(readsBackward);
  if (backward >= 0) return problem(`\`direction\` is "${model.layers[backward]!.direction}", and what reads backward begins where no output was made yet: use "forward", or leave it out.`, 'model', 'layers', backward, 'direction');
  if (training.omega > 0) return problem('`omega` is about the way of a gradient from h⁽ᵗ⁾ to h⁽ᵗ⁻¹⁾ alone, not over an output: set `omega` to 0, or leave `recurrence` out.', 'training', 'omega');
  if (training.backpropagation.kind !== 'full') return problem('a cut through the window also cuts off the target of the step before it: use `backpropagation` "full", or leave `recurrence` out.', 'training', 'backpropagation');
  return [...decayFits(training), ...(model.recurrence === 'output' ? outputAloneFits(model, problem) : [])];
}

function decayFits({ teacherForcing: forcing }: ResolvedExperiment['training']): SpecError[] {
  if (forcing.kind !== 'scheduled' || forcing.decay !== 'linear' || forcing.epsilon <= forcing.k) return [];
  return [new SpecError(`\`epsilon\` is ${forcing.epsilon}, which the probability does not fall under, but it begins at ${forcing.k} (\`k\`): take a smaller one.`, ['training', 'teacherForcing', 'epsilon'])];
}

/** Without a state of its own a cell has nothing to hold. */
function outputAloneFits({ layers }: ResolvedExperiment['model'], problem: (why: string, ...path: (string | number)[]) => SpecError[]): SpecError[] {
  return layers.flatMap(({ cell, depth: { hidden } }, index) => {
    if (!remembersNothingElse(cell)) return problem(`the cell "${cellName(cell)}" holds on to its own state, which is then not carried: take "tanh" or "relu", or "both".`, 'model', 'layers', index, 'cell', 'kind');
    return hidden > 0 ? problem('`hidden` puts layers after h⁽ᵗ⁻¹⁾, which is then not read: leave `hidden` out, or use "both".', 'model', 'layers', index, 'depth', 'hidden') : [];
  });
}

/** Whether the state before is in no other place of its equations than h⁽ᵗ⁻¹⁾·W; of a cell of one's own a run finds out. */
function remembersNothingElse(cell: CellSpec): boolean {
  if (cell.kind !== 'own') return cell.kind === 'tanh' || cell.kind === 'relu';
  const { onlyH, whole, mixed = [] } = cellFacts(cell);
  return cell.facts === undefined || (onlyH && whole === undefined && mixed.length === 0);
}
