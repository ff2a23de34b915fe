import { columnsAsked, echoStateDefaults, usualOf } from '../../src/protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions } from '../../src/protocol/echoState.ts';
import type { LabState, LabTable } from '../../src/protocol/lab.ts';
import type { ReservoirLayer } from '../../src/protocol/reservoirLayers.ts';

/** What a person chose. */
export type Settings = EchoStateOptions;

/** A number with a slider: between which ends it moves, and whether by factors rather than by steps. Another number can be written beside it. */
export interface Slider {
  readonly name: EchoStateNumber;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly step?: number;
  readonly scale: 'even' | 'factors';
  /** The lowest place of a slider by factors is 0. */
  readonly zero?: boolean;
  readonly hover: string;
}

/** Of each reservoir, but for the feedback, which the lowest alone reads. */
export const reservoirSliders: readonly (Slider & { readonly name: Exclude<keyof ReservoirLayer, 'topology'> | 'feedback' })[] = [
  { name: 'units', label: 'Units', from: 10, to: 2000, scale: 'factors', step: 1, hover: 'How many units the reservoir has.' },
  { name: 'spectralRadius', label: 'Spectral radius', from: 0, to: 1.5, step: 0.01, scale: 'even', hover: 'The largest |λ| of W: how slowly the past fades. From 1 on it may not fade at all.' },
  { name: 'leakRate', label: 'Leak rate', from: 0.01, to: 1, step: 0.01, scale: 'even', hover: 'How much of each state is new, 1 − α: less makes it slower.' },
  { name: 'inputScaling', label: 'Input scaling', from: 0.001, to: 10, scale: 'factors', hover: 'How strongly the inputs drive the units: more bends tanh more, and shortens the memory.' },
  { name: 'bias', label: 'Bias', from: 0, to: 2, step: 0.01, scale: 'even', hover: 'Biases are uniform in ± this: they move units off the middle of tanh, where it is odd.' },
  { name: 'density', label: 'Density', from: 0.001, to: 1, scale: 'factors', hover: 'The share of units that each unit of a random reservoir is connected to.' },
  { name: 'feedback', label: 'Feedback', from: 0.001, to: 10, scale: 'factors', zero: true, hover: 'How strongly units read the output of the step before: the target while it is learnt, then what the network says itself. 0: not at all.' },
];

export const readoutSliders: readonly Slider[] = [
  { name: 'ridge', label: 'Ridge λ', from: 1e-12, to: 10, scale: 'factors', zero: true, hover: 'How much large weights of the readout cost.' },
  { name: 'noise', label: 'State noise', from: 1e-6, to: 0.1, scale: 'factors', zero: true, hover: 'Deviation of the noise within each unit while it is learnt: a network that reads its own output learns to come back.' },
];

export const sliders: readonly Slider[] = [...reservoirSliders, ...readoutSliders];

/** Where a slider stands, from 0 to 1000, for a number. */
export function placeOf({ from, to, scale, zero }: Slider, value: number): number {
  if (zero && value < from / 2) return 0;
  const share = scale === 'even' ? (value - from) / (to - from) : Math.log(value / from) / Math.log(to / from);
  return Math.round(1000 * Math.min(1, Math.max(zero ? 0.001 : 0, share)));
}

/** The number where a slider stands: to its step, or to two digits. */
export function valueAt({ from, to, scale, step, zero }: Slider, place: number): number {
  if (zero && place === 0) return 0;
  const value = scale === 'even' ? from + (to - from) * place / 1000 : from * (to / from) ** (place / 1000);
  return step === undefined ? Number(value.toPrecision(2)) : Number((Math.round(value / step) * step).toFixed(2));
}

/** The next number that a slider has in the direction of a key, so many places on at least: of several places that say the same number it is the next one all the same. A number beyond its ends comes back to them, or stays. */
export function valueAfter(slider: Slider, value: number, places: number): number {
  const way = Math.sign(places);
  const [behind, ahead] = way > 0 ? [valueAt(slider, 0), valueAt(slider, 1000)] : [valueAt(slider, 1000), valueAt(slider, 0)];
  if (way * (behind - value) > 0) return behind;
  for (let place = placeOf(slider, value) + places; place > 0 && place < 1000; place += way) {
    const next = valueAt(slider, place);
    if (way * (next - value) > 0) return next;
  }
  return way * (ahead - value) > 0 ? ahead : value;
}

/** How many places a key moves a slider by; undefined where it is not of a slider, or goes to an end, as every slider does by itself. */
export function placesOf(key: string): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp': return 1;
    case 'ArrowLeft':
    case 'ArrowDown': return -1;
    case 'PageUp': return 100;
    case 'PageDown': return -100;
    default: return undefined;
  }
}

/** What a table begins with: its last column of numbers, in the same row as what goes into it, else forecast one row ahead from itself; unless an experiment says what else. */
export function firstSettings({ columns, settings, target = columns.at(-1) ?? '', inputs }: LabTable): Settings {
  return { ...echoStateDefaults, target, inputs: inputs ?? [target], horizon: inputs ? 0 : 1, ...settings };
}

/** What was chosen before, where the table still has its columns; what that does not say is as usual. */
export function settingsFor(table: LabTable, saved: Partial<LabState> | undefined): Settings {
  const before = saved?.settings && { ...echoStateDefaults, ...saved.settings };
  return before && columnsAsked(before).every((name) => table.columns.includes(name)) ? before : firstSettings(table);
}

/** The columns that it is to say. */
export const targetsOf = ({ target, moreTargets }: Settings): string[] => [target, ...moreTargets];

/** With these columns as inputs. A target that is read is looked for one row ahead at least. */
export function withInputs(settings: Settings, inputs: readonly string[]): Settings {
  return { ...settings, inputs, horizon: inputs.includes(settings.target) && settings.pool === 'none' ? Math.max(1, settings.horizon) : settings.horizon };
}

/** Of several targets all are read, or none; where nothing is left to read, they are, or to tell a class what was the target before. */
function withTargets(settings: Settings, target: string, moreTargets: readonly string[]): Settings {
  const own = [target, ...moreTargets];
  const others = settings.inputs.filter((name) => !own.includes(name));
  const reads = settings.pool === 'none' && settings.inputs.includes(target);
  const inputs = moreTargets.length === 0 && settings.pool === 'none' ? settings.inputs : reads ? [...own, ...others] : others;
  const left = settings.pool === 'none' ? own : [settings.target].filter((name) => name !== target);
  return withInputs({ ...settings, target, moreTargets }, inputs.length > 0 ? inputs : left);
}

export const withTarget = (settings: Settings, target: string): Settings => withTargets(settings, target, settings.moreTargets.filter((name) => name !== target));

/** Says a column besides, or no more. */
export const withMoreToggled = (settings: Settings, name: string): Settings => withTargets(settings, settings.target, toggled(settings.moreTargets, [name]));

/** Reads a column, or no more; of several targets all. */
export function withInputToggled(settings: Settings, name: string): Settings {
  const own = targetsOf(settings);
  return withInputs(settings, toggled(settings.inputs, own.includes(name) ? own : [name]));
}

/** All of them, or none, as the first is not yet or is. */
const toggled = (names: readonly string[], which: readonly string[]): string[] => (names.includes(which[0]!) ? names.filter((name) => !which.includes(name)) : [...new Set([...names, ...which])]);

/** Numbers at each row, or the class of each series: that is in a column which is not read. */
export function withPool(settings: Settings, pool: Settings['pool'], columns: readonly string[]): Settings {
  if (pool === 'none') return { ...settings, pool };
  const inputs = settings.inputs.filter((name) => name !== settings.target);
  const other = columns.filter((name) => name !== settings.target && name !== settings.series).at(-1);
  return { ...settings, pool, moreTargets: [], inputs: inputs.length > 0 || other === undefined ? inputs : [other] };
}

/** Learnt so. What was left as it is usual becomes what is usual there. */
export function withReadout(settings: Settings, readout: Settings['readout']): Settings {
  const [before, now] = [usualOf(settings.readout), usualOf(readout)];
  const left = Object.entries(now).filter(([name]) => name !== 'readout' && settings[name as keyof Settings] === before[name as keyof typeof before]);
  return { ...settings, ...Object.fromEntries(left), readout };
}
