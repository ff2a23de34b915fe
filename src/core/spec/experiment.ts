import type { Experiment, TreesData } from './generated/experiment.ts';

export type * from './generated/experiment.ts';

type Filled<T> = T extends TreesData ? Required<T> : T extends readonly (infer U)[] ? Filled<U>[] : T extends object
  ? { [K in Exclude<keyof T, MayLack>]-?: Filled<NonNullable<T[K]>> } & { [K in Extract<keyof T, MayLack>]?: Filled<NonNullable<T[K]>> }
  : T;

/** Parts of an experiment that are there or not, and have no default; of a text what only words have; and of a person's own cell or task what its run finds out. */
type MayLack = 'startFrom' | 'encoder' | 'attention' | 'vocabulary' | 'facts' | 'code' | 'asks' | 'heldAtStep' | 'unsaid' | 'ahead' | 'mostTau' | 'longestHeld' | 'source' | 'mark' | 'names' | 'branching';

/** An experiment with every default filled in: what a run is started from and what `experiment.json` holds. */
export type ResolvedExperiment = Filled<Omit<Experiment, '$schema'>>;

export type Clip = ResolvedExperiment['training']['clip'];
export type Backpropagation = ResolvedExperiment['training']['backpropagation'];
export type Readout = ResolvedExperiment['training']['readout'];
export type OptimiserSpec = ResolvedExperiment['training']['optimiser'];
export type ScheduleSpec = ResolvedExperiment['training']['schedule'];
export type Ending = ResolvedExperiment['model']['ending'];
export type ContextSpec = ResolvedExperiment['model']['context'];
export type TeacherForcing = ResolvedExperiment['training']['teacherForcing'];
export type LossKind = ResolvedExperiment['training']['loss'];
export type LayerSpec = ResolvedExperiment['model']['layers'][number];
export type CellSpec = LayerSpec['cell'];
/** A cell that a person wrote. */
export type OwnCellSpec = Extract<CellSpec, { kind: 'own' }>;
/** A task that a person wrote. */
export type OwnTaskSpec = Extract<ResolvedExperiment['data'], { task: 'own' }>;
/** How W is drawn, of the cells that have one. */
export type RecurrentInitialiser = Extract<CellSpec, { kind: 'tanh' }>['recurrentInitialiser'];
export type EncoderSpec = NonNullable<ResolvedExperiment['model']['encoder']>;
export type AttentionSpec = NonNullable<EncoderSpec['attention']>;
/** The checkpoint that a run begins with. */
export type StartFrom = NonNullable<ResolvedExperiment['training']['startFrom']>;
export type SampleOptions = ResolvedExperiment['samples'];
/** What one step of a text reads. */
export type TextUnit = Extract<ResolvedExperiment['data'], { kind: 'text' }>['unit'];
