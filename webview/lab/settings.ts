import { echoStateDefaults } from '../../src/protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions } from '../../src/protocol/echoState.ts';
import type { LabTable } from '../../src/protocol/lab.ts';

/** What a person chose. */
export type Settings = EchoStateOptions;

/** A number with a slider: between which ends it moves, and whether by factors rather than by steps. */
export interface Slider {
  readonly name: EchoStateNumber;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly step?: number;
  readonly scale: 'even' | 'factors';
  readonly hover: string;
}

export const sliders: readonly Slider[] = [
  { name: 'units', label: 'Units', from: 10, to: 2000, scale: 'factors', step: 1, hover: 'How many units the reservoir has.' },
  { name: 'spectralRadius', label: 'Spectral radius', from: 0, to: 1.5, step: 0.01, scale: 'even', hover: 'The largest |λ| of W: how slowly the past fades. From 1 on it may not fade at all.' },
  { name: 'leakRate', label: 'Leak rate', from: 0.01, to: 1, step: 0.01, scale: 'even', hover: 'How much of each state is new, 1 − α: less makes it slower.' },
  { name: 'inputScaling', label: 'Input scaling', from: 0.001, to: 10, scale: 'factors', hover: 'How strongly the inputs drive the units: more bends tanh more, and shortens the memory.' },
  { name: 'ridge', label: 'Ridge λ', from: 1e-12, to: 10, scale: 'factors', hover: 'How much large weights of the readout cost.' },
];

/** Where a slider stands, from 0 to 1000, for a number. */
export function placeOf({ from, to, scale }: Slider, value: number): number {
  const share = scale === 'even' ? (value - from) / (to - from) : Math.log(value / from) / Math.log(to / from);
  return Math.round(1000 * Math.min(1, Math.max(0, share)));
}

/** The number where a slider stands: to its step, or to two digits. */
export function valueAt({ from, to, scale, step }: Slider, place: number): number {
  const value = scale === 'even' ? from + (to - from) * place / 1000 : from * (to / from) ** (place / 1000);
  return step === undefined ? Number(value.toPrecision(2)) : Number((Math.round(value / step) * step).toFixed(2));
}

/** What a table begins with: its last column, forecast one row ahead from itself. Others may be names or dates. */
export function firstSettings({ columns }: LabTable): Settings {
  const target = columns.at(-1) ?? '';
  return { ...echoStateDefaults, target, inputs: [target], horizon: 1 };
}

/** What was chosen before, where the table still has its columns. */
export function settingsFor(table: LabTable, saved: Settings | undefined): Settings {
  return saved && [saved.target, ...saved.inputs].every((name) => table.columns.includes(name)) ? saved : firstSettings(table);
}

/** With these columns as inputs. A target that is read is looked for one row ahead at least. */
export function withInputs(settings: Settings, inputs: readonly string[]): Settings {
  return { ...settings, inputs, horizon: inputs.includes(settings.target) ? Math.max(1, settings.horizon) : settings.horizon };
}

export const withTarget = (settings: Settings, target: string): Settings => withInputs({ ...settings, target }, settings.inputs);
