import type { Experiment, OwnTaskSpec, ResolvedExperiment } from './experiment.ts';
import { isOwnFile, ownCells } from './ownCells.ts';

/** The task of an experiment, where a person wrote it. */
export const ownTask = ({ data }: Pick<ResolvedExperiment, 'data'>): OwnTaskSpec | undefined => (data.kind === 'task' && data.task === 'own' ? data : undefined);

/** The files of an experiment that are code, as it names them: that of its task, then those of its cells. */
export const ownFiles = (experiment: ResolvedExperiment): string[] => [...[ownTask(experiment)].filter(task => task !== undefined), ...ownCells(experiment)].map(({ file }) => file);

/** Whether what its code makes is known: a run has looked, or there is none. */
export const isLookedInto = (experiment: ResolvedExperiment): boolean => [ownTask(experiment), ...ownCells(experiment)].every(own => own === undefined || own.facts !== undefined);

/** A parsed file with `{ "task": "./tasks/mine.ts", "a": 1 }` as `{ "task": "own", "file": "./tasks/mine.ts", "options": { "a": 1 } }`, in place. */
export function spellOutTask(file: unknown): void {
  const data = (file as { data?: unknown } | null)?.data as Record<string, unknown> | null | undefined;
  if (data === null || typeof data !== 'object' || !isOwnFile(data['task'])) return;
  const { kind, task, validationSequences, ...options } = data;
  const known = Object.fromEntries(Object.entries({ kind, validationSequences }).filter(([, value]) => value !== undefined));
  (file as { data: unknown }).data = { ...known, task: 'own', file: task, options };
}

/** Which of what the task decides an experiment does not say. */
export function unsaidOf({ model, training }: Pick<Experiment, 'model'> & { readonly training?: Experiment['training'] | undefined }): NonNullable<OwnTaskSpec['unsaid']> {
  return [...model.output === undefined ? ['output' as const] : [], ...training?.loss === undefined ? ['loss' as const] : []];
}
