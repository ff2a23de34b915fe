import { formatNumber, listed } from '../../core/spec/wording.ts';
import { poolings } from '../../protocol/classes.ts';
import { echoStateDefaults, echoStateRanges, readoutDefaults, readoutKinds } from '../../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions, ReadoutKind } from '../../protocol/echoState.ts';
import { layerNames } from '../../protocol/reservoirLayers.ts';
import type { OwnOfLayer } from '../../protocol/reservoirLayers.ts';

/** Options that came from elsewhere, checked. @throws Error, a sentence, about the first that is wrong */
export function readOptions(value: unknown): EchoStateOptions {
  const given: Readonly<Record<string, unknown>> = typeof value === 'object' ? { ...value } : {};
  const options: Readonly<Record<string, unknown>> = { ...echoStateDefaults, ...readoutDefaults[given['readout'] as ReadoutKind], ...given };
  for (const name of Object.keys(echoStateRanges)) checkNumber(name as EchoStateNumber, options[name]);
  const { inputs, target, moreTargets, series, topology, readout, pool, above, readLayers } = options;
  if (typeof target !== 'string') throw new Error('Choose a column as the target.');
  if (!isNames(inputs) || inputs.length === 0) throw new Error('Choose a column that the network reads.');
  if (!isNames(moreTargets) || typeof series !== 'string') throw new Error('`moreTargets` and `series` are names of columns.');
  if (!isTopology(topology)) throw new Error('`topology` is random, cycle or delayLine.');
  if (!readoutKinds.some(kind => kind === readout)) throw new Error(`\`readout\` is ${listed(readoutKinds, 'or')}.`);
  const kind = [...poolings, 'none' as const].find(known => known === pool);
  if (kind === undefined) throw new Error('`pool` is mean, last or none.');
  if (readLayers !== 'all' && readLayers !== 'last') throw new Error('`readLayers` is all or last.');
  const numbers = Object.fromEntries(Object.keys(echoStateRanges).map(name => [name, options[name]])) as Record<EchoStateNumber, number>;
  return { ...numbers, inputs, target, moreTargets, series, pool: kind, topology, above: readAbove(above, numbers.layers), readLayers, readout: readout as ReadoutKind, readInputs: options['readInputs'] === true, squares: options['squares'] === true };
}

const isNames = (value: unknown): value is string[] => Array.isArray(value) && value.every(name => typeof name === 'string');

const isTopology = (value: unknown): value is EchoStateOptions['topology'] => value === 'random' || value === 'cycle' || value === 'delayLine';

function checkNumber(name: EchoStateNumber, number: unknown, where = ''): void {
  const [least, most, whole] = echoStateRanges[name];
  if (typeof number === 'number' && number >= least && number <= most && (!whole || Number.isInteger(number))) return;
  throw new Error(`\`${name}\`${where} takes a ${whole ? 'whole number' : 'number'} from ${formatNumber(least)} to ${formatNumber(most)}, not ${String(number)}.`);
}

/** Of the reservoirs that there are; what is said of others is left out. */
function readAbove(value: unknown, layers: number): OwnOfLayer[] {
  if (!Array.isArray(value)) throw new Error('`above` is a list of what each reservoir above the lowest has of its own.');
  return value.slice(0, layers - 1).map((own: unknown, k) => {
    const given: Readonly<Record<string, unknown>> = typeof own === 'object' ? { ...own } : {};
    const names = layerNames.filter(name => given[name] !== undefined);
    for (const name of names) {
      if (name !== 'topology') checkNumber(name, given[name], ` of layer ${k + 2}`);
      else if (!isTopology(given[name])) throw new Error(`\`topology\` of layer ${k + 2} is random, cycle or delayLine.`);
    }
    return Object.fromEntries(names.map(name => [name, given[name]])) as OwnOfLayer;
  });
}
