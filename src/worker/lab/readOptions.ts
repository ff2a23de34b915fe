import { listed } from '../../core/spec/wording.ts';
import { poolings } from '../../protocol/classes.ts';
import { echoStateDefaults, echoStateRanges, readoutDefaults, readoutKinds } from '../../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions, ReadoutKind } from '../../protocol/echoState.ts';

/** Options that came from elsewhere, checked. @throws Error, a sentence, about the first that is wrong */
export function readOptions(value: unknown): EchoStateOptions {
  const given: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
  const options: Readonly<Record<string, unknown>> = { ...echoStateDefaults, ...readoutDefaults[given['readout'] as ReadoutKind], ...given };
  for (const [name, [least, most, whole]] of Object.entries(echoStateRanges)) {
    const number = options[name];
    if (typeof number === 'number' && number >= least && number <= most && (!whole || Number.isInteger(number))) continue;
    throw new Error(`\`${name}\` takes a ${whole ? 'whole number' : 'number'} from ${least} to ${most}, not ${String(number)}.`);
  }
  const { inputs, target, moreTargets, series, topology, readout, pool } = options;
  if (typeof target !== 'string') throw new Error('Choose a column as the target.');
  if (!isNames(inputs) || inputs.length === 0) throw new Error('Choose a column that the network reads.');
  if (!isNames(moreTargets) || typeof series !== 'string') throw new Error('`moreTargets` and `series` are names of columns.');
  if (topology !== 'random' && topology !== 'cycle' && topology !== 'delayLine') throw new Error('`topology` is random, cycle or delayLine.');
  if (!readoutKinds.some(kind => kind === readout)) throw new Error(`\`readout\` is ${listed(readoutKinds, 'or')}.`);
  const kind = [...poolings, 'none' as const].find(known => known === pool);
  if (kind === undefined) throw new Error('`pool` is mean, last or none.');
  const numbers = Object.fromEntries(Object.keys(echoStateRanges).map(name => [name, options[name]])) as Record<EchoStateNumber, number>;
  return { ...numbers, inputs, target, moreTargets, series, pool: kind, topology, readout: readout as ReadoutKind, readInputs: options['readInputs'] === true, squares: options['squares'] === true };
}

const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every(name => typeof name === 'string');
