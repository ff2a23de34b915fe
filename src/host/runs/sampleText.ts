import type { SampleRecord } from '../../core/train/records.ts';

/** A sample as plain text: what was written, or a table of target and prediction. */
export function sampleText(sample: SampleRecord): string {
  if (sample.kind === 'text') return `${sample.prime}${sample.text}\n`;
  const rows = sample.prediction.map((prediction, index) => [sample.start + index, sample.target[index] ?? '', prediction].join('\t'));
  return `${['row', `${sample.label}, target`, 'prediction'].join('\t')}\n${rows.join('\n')}\n`;
}
