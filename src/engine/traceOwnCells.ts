import { traceOwn } from '../core/cells/traceOwn.ts';
import { depthOf } from '../core/spec/chains.ts';
import type { OwnCellSpec, OwnFacts, ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkMeaning } from '../core/spec/meaning.ts';
import { readings } from '../core/spec/memory.ts';
import type { Sizes } from '../core/spec/needs.ts';
import { mapOwnCells, ownCells } from '../core/spec/ownCells.ts';
import { plainTfjs } from './plainTfjs.ts';

/**
 * The experiment with what there is to know of each cell that a person wrote, found out by one step of it. Their code is loaded.
 * @throws SpecError where a cell does not go with the rest of the experiment, OwnCodeError where something is wrong with it
 */
export async function traceOwnCells(experiment: ResolvedExperiment, sizes: Sizes): Promise<ResolvedExperiment> {
  if (ownCells(experiment).length === 0) return experiment;
  await plainTfjs();
  const found = new Map(runningCells(experiment, sizes).map(({ cell, width, hiddenSize }): [OwnCellSpec, OwnFacts] => [cell, traceOwn(cell, width, hiddenSize)]));
  const traced = mapOwnCells(experiment, (cell) => ({ ...cell, facts: found.get(cell)! }));
  const wrong = checkMeaning(traced).find(({ severity }) => severity === 'error');
  if (wrong) throw wrong;
  return traced;
}

/** A cell that a person wrote, and the columns that it reads. */
export interface RunningCell {
  /** Of its layer: `layers.0`, or `encoder.layers.0`. */
  readonly name: string;
  readonly cell: OwnCellSpec;
  readonly width: number;
  readonly hiddenSize: number;
}

/** Those of all layers. */
export function runningCells(experiment: ResolvedExperiment, sizes: Sizes): RunningCell[] {
  const before = experiment.model.encoder?.layers.length ?? 0;
  return readings(experiment, sizes).flatMap(({ layer, width }, i) =>
    (layer.cell.kind === 'own' ? [{ name: i < before ? `encoder.layers.${i}` : `layers.${i - before}`, cell: layer.cell, width: depthOf(layer).input > 0 ? layer.hiddenSize : width, hiddenSize: layer.hiddenSize }] : []));
}
