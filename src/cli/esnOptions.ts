import { listed } from '../core/spec/wording.ts';
import { columnsAsked, echoStateDefaults, readoutKinds, usualOf } from '../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions, ReadoutKind } from '../protocol/echoState.ts';
import { tooLarge } from '../protocol/fitMemory.ts';
import type { readArguments } from './arguments.ts';
import { notValid } from './complaint.ts';
import { readLayers } from './esnLayers.ts';
import { searchOptions } from './esnSearch.ts';
import { readSetting, readTopology } from './esnSettings.ts';

/** The numbers by the options that set them. */
export const numbers = {
  horizon: 'horizon', test: 'test', units: 'units', layers: 'layers', 'spectral-radius': 'spectralRadius', 'leak-rate': 'leakRate', 'input-scaling': 'inputScaling',
  bias: 'bias', density: 'density', feedback: 'feedback', noise: 'noise', washout: 'washout', ridge: 'ridge', forgetting: 'forgetting', 'step-size': 'stepSize', seed: 'seed', runs: 'runs',
} as const satisfies Readonly<Record<string, EchoStateNumber>>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
/** What `unfold esn` takes on the command line. */
export const esnArguments = {
  input: { type: 'string', multiple: true }, target: { type: 'string', multiple: true }, classes: text, pool: text, series: text, topology: text, readout: text, 'read-layers': text, layer: { type: 'string', multiple: true }, out: text,
  horizon: text, test: text, units: text, layers: text, 'spectral-radius': text, 'leak-rate': text, 'input-scaling': text, bias: text, density: text, feedback: text, noise: text, washout: text, ridge: text,
  forgetting: text, 'step-size': text, seed: text, runs: text, 'states-only': flag, squares: flag, 'memory-capacity': flag, ...searchOptions, json: flag,
} as const;

export type EsnValues = ReturnType<typeof readArguments<typeof esnArguments>>['values'];

export const usage = 'unfold esn SERIES --input A --target B';

/** @param columns of the table, where they are known: by them a name with a comma is told from several names @throws Complaint about the first that is wrong */
export function echoStateOptions(values: EsnValues, columns: readonly string[] = []): EchoStateOptions {
  const { topology = echoStateDefaults.topology, readout = echoStateDefaults.readout, series = '' } = values;
  const [target, ...moreTargets] = namesIn(values.target, columns) ?? [];
  if (target === undefined) throw notValid(`Which column is it to say? ${usage}`);
  const kind = readoutKinds.find(known => known === readout);
  if (!kind) throw notValid(`--readout takes ${listed(readoutKinds, 'or')}, not "${readout}".`);
  const inputs = namesIn(values.input, columns) ?? [target, ...moreTargets];
  if (inputs.length === 0) throw notValid('--input names no column.');
  const given = Object.entries(numbers).flatMap(([option, name]) => {
    const written = values[option as keyof typeof numbers];
    return written === undefined ? [] : [[name, readSetting(option, written, name)]];
  });
  checkOfOthers(values, kind);
  const options: EchoStateOptions = {
    ...usualOf(kind), horizon: inputs.includes(target) ? 1 : 0, ...Object.fromEntries(given) as Partial<EchoStateOptions>, ...readLayers(values), inputs, target, moreTargets, series: series.trim(), topology: readTopology('topology', topology), readout: kind,
    readInputs: usualOf(kind).readInputs && !values['states-only'], squares: values.squares,
  };
  const large = tooLarge(options);
  if (large !== undefined) throw notValid(large);
  return options;
}

/** @throws Complaint about an option that something else than what is asked for would listen to */
function checkOfOthers({ forgetting, 'step-size': stepSize, ridge, density, topology = 'random', layer, pool, classes }: EsnValues, kind: ReadoutKind): void {
  if (forgetting !== undefined && kind !== 'rls' && kind !== 'force') throw notValid('--forgetting is of recursive least squares: --readout rls, or force.');
  if (stepSize !== undefined && kind !== 'lms') throw notValid('--step-size is of least mean squares: --readout lms.');
  if (ridge !== undefined && kind === 'lms') throw notValid('--ridge is of the other readouts: least mean squares have a --step-size.');
  if (density !== undefined && topology !== 'random' && layer === undefined) throw notValid('--density is of a random W: a cycle or a delay line has one weight a unit.');
  if (pool !== undefined && classes === undefined) throw notValid('--pool is of classes that are told: which column names them, --classes C?');
}

/** The columns that may be meant: those of `echoStateOptions`, and what is written whole. @throws Complaint as that does */
export const columnsNamed = (values: EsnValues): string[] => [...new Set([...columnsAsked(echoStateOptions(values)), ...[...values.input ?? [], ...values.target ?? []].map(trimmed)])];

function namesIn(written: readonly string[] | undefined, columns: readonly string[]): string[] | undefined {
  return written?.map(trimmed).flatMap(names => (columns.includes(names) ? [names] : names.split(','))).map(trimmed).filter(name => name !== '');
}

const trimmed = (name: string): string => name.trim();
