import { echoStateDefaults, echoStateRanges } from '../../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions } from '../../protocol/echoState.ts';

/** Options that came from elsewhere, checked. @throws Error, a sentence, about the first that is wrong */
export function readOptions(value: unknown): EchoStateOptions {
  const options: Readonly<Record<string, unknown>> = { ...echoStateDefaults, ...(typeof value === 'object' ? value : {}) };
  for (const [name, [least, most, whole]] of Object.entries(echoStateRanges)) {
    const number = options[name];
    if (typeof number === 'number' && number >= least && number <= most && (!whole || Number.isInteger(number))) continue;
    throw new Error(`\`${name}\` takes a ${whole ? 'whole number' : 'number'} from ${least} to ${most}, not ${String(number)}.`);
  }
  const { inputs, target, topology, readInputs } = options;
  if (typeof target !== 'string') throw new Error('Choose a column as the target.');
  if (!Array.isArray(inputs) || inputs.length === 0 || !inputs.every(input => typeof input === 'string')) throw new Error('Choose a column that the network reads.');
  if (topology !== 'random' && topology !== 'cycle' && topology !== 'delayLine') throw new Error('`topology` is random, cycle or delayLine.');
  const numbers = Object.fromEntries(Object.keys(echoStateRanges).map(name => [name, options[name]])) as Record<EchoStateNumber, number>;
  return { ...numbers, inputs: inputs as string[], target, topology, readInputs: readInputs === true };
}
