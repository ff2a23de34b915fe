import type { Jacobians, ProbeRecord } from '../train/records.ts';
import { encodeSafetensors, readSafetensors } from './safetensors.ts';

const metadataKey = 'unfold.probe';

/** A probe as the bytes of `probe.safetensors`: matrices as tensors, the rest as JSON in the metadata. */
export function encodeProbe({ kind: _, values, ...rest }: ProbeRecord): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(values).map(([name, { shape, data }]) => ({ name, dtype: 'F32' as const, shape, data }));
  return encodeSafetensors(tensors, { [metadataKey]: JSON.stringify(rest) });
}

/** @throws FormatError where the bytes are no safetensors file; Error where they are no probe */
export function decodeProbe(bytes: Uint8Array): ProbeRecord {
  const { tensors, metadata } = readSafetensors(bytes);
  const json = metadata[metadataKey];
  if (json === undefined) throw new Error(`This file is no probe: its metadata has no “${metadataKey}”.`);
  const { jacobians, ...rest } = JSON.parse(json) as Omit<ProbeRecord, 'kind' | 'values'>;
  return { kind: 'probe', ...rest, values: Object.fromEntries(tensors), ...(areJacobians(jacobians) && { jacobians }) };
}

/** Of another version they are left out, and the rest can be seen. */
function areJacobians(value: unknown): value is Jacobians {
  const { step, chains } = fields(value);
  return typeof step === 'number' && Array.isArray(chains) && chains.every((chain) => {
    const { chain: name, state, logNorms, singularValues, J, W } = fields(chain);
    const looks = Array.isArray(singularValues) && singularValues.every((look) => typeof fields(look)['t'] === 'number' && areNumbers(fields(look)['values']));
    return typeof name === 'string' && Array.isArray(state) && areNumbers(logNorms) && looks && typeof fields(J)['t'] === 'number' && isSpectrum(J) && (W === undefined || isSpectrum(W));
  });
}

const fields = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : {});
const areNumbers = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'number');
const isSpectrum = (value: unknown): boolean => areNumbers(fields(value)['re']) && areNumbers(fields(value)['im']);
