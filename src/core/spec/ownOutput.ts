import type { ResolvedExperiment, TeacherForcing } from './experiment.ts';

/** Whether h⁽ᵗ⁻¹⁾ is carried to step t. A file from before there were other ways has none: it is. */
export const carriesHidden = ({ recurrence = 'hidden' }: { readonly recurrence?: ResolvedExperiment['model']['recurrence'] }): boolean => recurrence !== 'output';

/** Whether the output of step t − 1 is. */
export const readsOutput = ({ recurrence = 'hidden' }: { readonly recurrence?: ResolvedExperiment['model']['recurrence'] }): boolean => recurrence !== 'hidden';

/** Whether the target of the step before may be given to it, or what it answered itself: to a decoder as well, whose x is the answer so far. */
export const takesForcing = (model: { readonly recurrence?: ResolvedExperiment['model']['recurrence']; readonly encoder?: unknown }): boolean => readsOutput(model) || model.encoder !== undefined;

/** Whether a context is read. A file from before there was such has none: not. */
export const readsContext = ({ context }: { readonly context?: ResolvedExperiment['model']['context'] }): boolean => (context ?? { as: 'none' }).as !== 'none';

/** Whether a unit of its own says that a sequence ends. */
export const halts = ({ ending = 'symbol' }: { readonly ending?: ResolvedExperiment['model']['ending'] }): boolean => ending === 'halt';

/** Whether the length of a sequence is predicted before it. */
export const predictsLength = ({ ending = 'symbol' }: { readonly ending?: ResolvedExperiment['model']['ending'] }): boolean => ending === 'length';

/** What is read as the output of the step before, at any time of a training: the model's own, the target, or now the one and now the other. */
export function outputsRead(teacherForcing: TeacherForcing = { kind: 'always' }): ('yHat' | 'y')[] {
  switch (teacherForcing.kind) {
    case 'always': return ['y'];
    case 'never': return ['yHat'];
    case 'constant': return teacherForcing.probability === 1 ? ['y'] : teacherForcing.probability === 0 ? ['yHat'] : ['yHat', 'y'];
    case 'scheduled': return ['yHat', 'y'];
  }
}
