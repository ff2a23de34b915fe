import { listed } from '../core/spec/wording.ts';
import { echoStateRanges } from '../protocol/echoState.ts';
import type { EchoStateNumber, EchoStateOptions } from '../protocol/echoState.ts';
import { readNumber } from './arguments.ts';
import { notValid } from './complaint.ts';

const topologies = ['random', 'cycle', 'delayLine'] as const satisfies readonly EchoStateOptions['topology'][];

/** `leak-rate` of `leakRate` */
export const optionName = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** @param option what it is called on the command line @throws Complaint */
export function readSetting(option: string, written: string, name: EchoStateNumber): number {
  const [least, most, whole] = echoStateRanges[name];
  return readNumber(option, written, least, most, whole !== undefined);
}

/** @throws Complaint */
export function readTopology(option: string, written: string): EchoStateOptions['topology'] {
  const topology = topologies.find(known => known === written);
  if (topology) return topology;
  throw notValid(`--${option} takes ${listed(topologies, 'or')}, not "${written}".`);
}
