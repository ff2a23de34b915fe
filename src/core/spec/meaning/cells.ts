import { makeTask } from '../../tasks/tasks.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { predictsLength, readsContext, readsOutput } from '../ownOutput.ts';
import { SpecError } from '../problem.ts';
import { neverFading } from '../reservoirs.ts';
import { counted, formatNumber } from '../wording.ts';
import { placedLayers } from './placedLayers.ts';

/** A reservoir that may keep what it began with; FORCE is to begin with chaos. */
export function reservoirsFade(experiment: ResolvedExperiment): SpecError[] {
  if (experiment.training.readout.kind === 'force') return [];
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    const warning = cell.kind === 'reservoir' ? neverFading(cell) : undefined;
    return warning === undefined ? [] : [new SpecError(warning, [...path, 'cell', 'spectralRadius'], 'warning')];
  });
}

/** All the way round would be further than round. */
export function headsFit(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    if (cell.kind !== 'ntm' || 2 * cell.shift + 1 <= cell.slots) return [];
    return [new SpecError(`\`shift\` is ${cell.shift}, but a memory of ${counted(cell.slots, 'row')} (\`slots\`) has not so many places to go: take a smaller shift.`, [...path, 'cell', 'shift'])];
  });
}

/** A module that nobody reads at some steps, or without a unit. */
export function clocksFit(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell, hiddenSize }, path }) => {
    if (cell.kind !== 'clockwork') return [];
    const problem = (message: string) => [new SpecError(message, [...path, 'cell', 'periods'])];
    if (!cell.periods.includes(1)) return problem('No module has the period 1, so that there are steps at which nobody reads what comes in: begin `periods` with 1.');
    if (cell.periods.length <= hiddenSize) return [];
    return problem(`\`periods\` has ${counted(cell.periods.length, 'module')} for ${counted(hiddenSize, 'unit')} (\`hiddenSize\`): leave some out, or take more units.`);
  });
}

/** Parameters per position need positions: a first step, and no more steps than there are parameters. */
export function positionsFit(experiment: ResolvedExperiment): SpecError[] {
  const { data, model, training: { tau, backpropagation } } = experiment;
  return placedLayers(experiment).flatMap(({ layer: { cell, direction }, path }) => {
    if (cell.kind !== 'perPosition') return [];
    const problem = (message: string, ...field: string[]) => [new SpecError(message, [...path, ...field])];
    const other = 'take another cell';
    if (model.encoder) return problem(`A source and its answer have no first position in common, of which the cell "perPosition" could have parameters; ${other}.`, 'cell', 'kind');
    if (data.kind === 'text') return problem(`A text is read as a stream, which has no first position: the cell "perPosition" has parameters for each; ${other}.`, 'cell', 'kind');
    const besides = readsOutput(model) ? 'its own output (`recurrence`)' : readsContext(model) ? 'a `context`' : predictsLength(model) ? 'how much is left to write (`ending`)' : undefined;
    if (besides) return problem(`The cell "perPosition" has a matrix for what comes in at each position, and none for ${besides}; ${other}.`, 'cell', 'kind');
    if (direction !== 'forward') return problem(`\`direction\` is "${direction}", but the cell "perPosition" counts its positions from the first step: use "forward", or ${other}.`, 'direction');
    if (backpropagation.kind === 'truncated') return problem(`\`backpropagation\` cuts a window into pieces, in which the cell "perPosition" cannot tell its positions: use "full", or ${other}.`, 'cell', 'kind');
    const longest = data.kind === 'task' ? makeTask(data).longestHeld?.(tau) ?? tau : tau;
    if (cell.positions >= tau && cell.positions < longest) return problem(`\`positions\` is ${formatNumber(cell.positions)}, but sequences to validate with have up to ${formatNumber(longest)} steps: there are no parameters for those behind.`, 'cell', 'positions');
    if (cell.positions >= tau) return [];
    return problem(`\`positions\` is ${formatNumber(cell.positions)}, but a window has ${formatNumber(tau)} steps (\`tau\`): there are no parameters for those behind.`, 'cell', 'positions');
  });
}
