import type { UsedCell } from './cellOfExperiment.ts';
import type { CellSpec, ResolvedExperiment } from './experiment.ts';

/** Of cells whose parameters cannot keep their names as a person's own: what those are there. */
export const renamed: Readonly<Partial<Record<CellSpec['kind'], string>>> = {
  memory: 'A is M, and TA is TM', // A is taken by what a layer attends to
  perPosition: 'U.0, U.1 … are one U, one below another',
};

/** Where an experiment is another one with its cell written as a person's own, each as a sentence. */
export function cellDifferences({ cell, paths }: UsedCell, { model: { context }, training: { startFrom } }: ResolvedExperiment): string[] {
  const names = startFrom && !isFresh(paths, startFrom) && renamed[cell.kind];
  return [
    ...cell.kind === 'skip' && context.as !== 'none' && context.as !== 'input' ? [`Here the new cell differs: \`context\` makes only the h right before the first step, where the cell "skip" was given all ${cell.delay}; those before are zeros.`] : [],
    ...names ? [`Here the new cell differs: its parameters have other names (${names}), which \`startFrom\` does not find in ${startFrom!.file}. \`fresh\` may name them, to have them drawn, and takes these names only.`] : [],
  ];
}

/** Whether all of their layers is drawn. */
function isFresh(paths: UsedCell['paths'], { fresh }: { readonly fresh: readonly string[] }): boolean {
  return paths.every(path => fresh.includes(path.slice(1, -1).join('.')));
}
