import type { CellSpec } from './experiment.ts';

const ofTrees = (kind: string): string => `The cell "${kind}" follows trees, and a cell of your own goes from step to step: begin with "tanh" or "lstm", on the tree read as a chain.`;

/** Why each of these cannot be written as a person's own, as a sentence. */
const reasons = {
  reservoir: 'A reservoir is drawn and never learnt, and what solves for its readout knows the built-in cell alone: the nearest to begin with is "leaky", whose parameters take `fixed: true`.',
  recursive: ofTrees('recursive'), treeLstm: ofTrees('treeLstm'),
} as const;

export type NeverOwn = keyof typeof reasons;

/** Why a cell cannot be written as a person's own; undefined where it can. */
export const whyNeverOwn = ({ kind }: CellSpec): string | undefined => (Object.hasOwn(reasons, kind) ? reasons[kind as NeverOwn] : undefined);
