import { lineColours } from '../../shared/theme.ts';
import type { Table } from '../table.ts';

/** How a line is drawn: indices into the theme's line colours and into the dashes, so that no line is told from another by colour alone. */
export interface Stroke {
  readonly colour: number;
  readonly dash: number;
}

/** One line of a plot: a column of the run's journal. */
export interface Line extends Stroke {
  readonly label: string;
  readonly table: 'steps' | 'validations';
  readonly column: string;
}

export interface Tables {
  readonly steps: Table;
  readonly validations: Table;
}

export interface PlotDefinition {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
  /** Set, not measured: it is drawn as it is, never smoothed. */
  readonly isSet?: boolean;
  /** Of a whole: none is above 1. */
  readonly isShare?: boolean;
}

export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [9, 3, 2, 3]];

const validation: Line = { label: 'validation', table: 'validations', column: 'loss', colour: 1, dash: 1 };
/** Of a model that reads its own output. */
const freeRunning: Line = { label: 'validation, free running', table: 'validations', column: 'freeRunning', colour: 3, dash: 2 };

/** The plots of a run, in the order they are shown. That of right answers is there where any are told. */
export function plotDefinitions({ steps, validations }: Tables, unit: string): PlotDefinition[] {
  const line = (label: string, column: string, colour: number, dash = 0): Line => ({ label, table: 'steps', column, colour, dash });
  const metrics = columns(validations, 'metrics.', 'validations');
  const jacobians = columns(validations, 'jacobians.', 'validations');
  return [
    { id: 'loss', title: 'Loss', unit, lines: [line('training', 'loss', 0), validation, ...(validations.names.includes('freeRunning') ? [freeRunning] : [])] },
    ...(metrics.length === 0 ? [] : [{ id: 'metrics', title: 'Share of right answers', unit: '', lines: metrics, isShare: true }]),
    { id: 'gradient', title: 'Gradient norm', unit: '', lines: [line('before clipping', 'gradNorm', 3), line('after', 'clippedNorm', 2, 1)] },
    ...(jacobians.length === 0 ? [] : [{ id: 'jacobians', title: 'Largest growth of a gradient, mean per step back', unit: '', lines: jacobians }]),
    ...(steps.names.includes('omega') ? [{ id: 'omega', title: 'Information flow Ω', unit: '', lines: [line('Ω', 'omega', 4)] }] : []),
    ...(steps.names.includes('teacherForcing') ? [{ id: 'teacherForcing', title: 'Teacher forcing', unit: '', lines: [line('probability', 'teacherForcing', 4)], isSet: true, isShare: true }] : []),
    { id: 'parameters', title: 'Gradient norm of each parameter', unit: '', lines: columns(steps, 'gradNorms.', 'steps') },
    ...(isSolved(steps) ? [] : [{ id: 'learningRate', title: 'Learning rate', unit: '', lines: [line('learning rate', 'learningRate', 4)], isSet: true }]),
    { id: 'speed', title: 'Speed', unit: 'tokens/s', lines: [line('tokens per second', 'tokensPerSecond', 2)] },
  ];
}

/** Of a readout that is solved for no step has a rate. */
const isSolved = (steps: Table): boolean => steps.rows > 0 && steps.column('learningRate').every((rate) => rate === 0);

/** A line for each column whose name begins so. */
function columns(table: Table, prefix: string, name: Line['table']): Line[] {
  return table.names.filter((column) => column.startsWith(prefix)).map((column, index) => ({
    label: column.slice(prefix.length), table: name, column, colour: index % lineColours.length, dash: index % dashes.length, // neighbours have neither in common: one is seen behind the other
  }));
}
