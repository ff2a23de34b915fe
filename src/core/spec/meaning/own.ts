import type { ResolvedExperiment } from '../experiment.ts';
import { isOwnFile, ownFileForm } from '../ownCells.ts';
import { ownTask } from '../ownTask.ts';
import { SpecError } from '../problem.ts';
import { placedLayers } from './placedLayers.ts';

/** A cell that a person wrote is computed where its code is: beside the experiment. */
export function ownCellsFit(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    if (cell.kind !== 'own') return [];
    if (!isOwnFile(cell.file)) return [new SpecError(`\`file\` is "${cell.file}"; ${ownFileForm('cell')}`, [...path, 'cell', 'file'])];
    if (experiment.device !== 'webgl') return [];
    return [new SpecError(`\`device\` is "webgl", which computes in the panel, where ${cell.file} never runs: use "auto", or leave it out.`, ['device'])];
  });
}

/** Likewise a task. */
export function ownTaskFits(experiment: ResolvedExperiment): SpecError[] {
  const task = ownTask(experiment);
  return !task || isOwnFile(task.file) ? [] : [new SpecError(`\`file\` is "${task.file}"; ${ownFileForm('task')}`, ['data', 'file'])];
}
