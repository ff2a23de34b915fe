import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import { counted, formatNumber } from '../../core/spec/wording.ts';
import type { TensorEntry } from '../../protocol/preview.ts';
import { lossWords } from '../views/runWords.ts';

/** A checkpoint in a line of Markdown: how far it is, how good, of what, and each parameter with its shape. */
export function describeCheckpoint({ step, loss, validationLoss, experiment }: Omit<Checkpoint, 'tensors'>, tensors: readonly Pick<TensorEntry, 'name' | 'shape' | 'count'>[]): string {
  const parameters = tensors.filter(({ name }) => !name.includes('/'));
  const losses = [...Number.isFinite(loss) ? [lossWords(loss)] : [], ...validationLoss === undefined ? [] : [`validation ${lossWords(validationLoss)}`]];
  const count = parameters.reduce((sum, { count }) => sum + count, 0);
  const list = parameters.map(({ name, shape }) => `\`${name}\` ${shape.join('×')}`).join(' · ');
  return `**Step ${formatNumber(step)}** of ${escaped(experiment.name)}${losses.map(words => `, ${words}`).join('')}\n\n${counted(count, 'parameter')}: ${list}`;
}

/** A person's own words are no Markdown. */
const escaped = (words: string): string => words.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&');
