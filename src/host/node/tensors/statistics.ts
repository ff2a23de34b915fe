import { Histogram } from '../../../core/checkpoint/histogram.ts';
import { Moments } from '../../../core/checkpoint/moments.ts';
import type { TensorHeader } from '../../../core/checkpoint/safetensorsHeader.ts';
import type { TensorStatistics } from '../../../protocol/preview.ts';
import { TensorFile } from './tensorFile.ts';

const bins = 64;

/** A tensor's statistics, in two passes over its bytes: the histogram needs to know the range. */
export function readStatistics(file: string, name: string): Promise<TensorStatistics> {
  return TensorFile.using(file, async (opened) => {
    const tensor = opened.tensor(name);
    const moments = new Moments();
    for await (const values of opened.chunks(tensor)) moments.add(values);
    const { nans, infinities } = moments;
    if (moments.finite === 0) return { name, nans, infinities, histogram: [] };
    const { min, max, mean, standardDeviation } = moments;
    return { name, finite: { min, max, mean, standardDeviation }, nans, infinities, histogram: await histogram(opened, tensor, moments) };
  });
}

async function histogram(opened: TensorFile, tensor: TensorHeader, { min, max }: Moments): Promise<number[]> {
  const counted = new Histogram(min, max, bins);
  for await (const values of opened.chunks(tensor)) counted.add(values);
  return counted.counts;
}
