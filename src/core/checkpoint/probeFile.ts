import type { ProbeRecord } from '../train/records.ts';
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
  return { kind: 'probe', ...JSON.parse(json) as Omit<ProbeRecord, 'kind' | 'values'>, values: Object.fromEntries(tensors) };
}
