import type { AnswerSample, SampleRecord } from '../../core/train/records.ts';

/** A sample as plain text: what was written, or a table of targets and predictions. */
export function sampleText(sample: SampleRecord): string {
  if (sample.kind === 'text') return `${sample.prime}${sample.text}\n`;
  if (sample.kind === 'answers') return answersText(sample);
  const rows = sample.prediction.map((prediction, index) => [sample.start + index, sample.target[index] ?? '', prediction].join('\t'));
  return `${['row', `${sample.label}, target`, 'prediction'].join('\t')}\n${rows.join('\n')}\n`;
}

function answersText({ label, answers }: AnswerSample): string {
  const rows = answers.map(({ input, target, prediction }) => [input, target, prediction].join('\t'));
  return `${['input', `${label}, target`, 'prediction'].join('\t')}\n${rows.join('\n')}\n`;
}
