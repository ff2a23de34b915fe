import type { ValidationRecord } from '../../../src/core/train/records.ts';
import type { Lab } from './lab.ts';

/** A run that ends when a validation shows that the task is learnt. */
export interface Learning {
  readonly seed: number;
  /** Updates until then; undefined where it never was. */
  readonly step: number | undefined;
  /** The highest shares of right answers, and of wholly right sequences, in any validation. */
  readonly accuracy: number;
  readonly exact: number;
}

/** Trains a variant with each seed until `enough` of a validation, or to the end. */
export async function learn(lab: Lab, variant: string, enough: (validation: ValidationRecord) => boolean, seeds: readonly number[] = lab.seeds): Promise<Learning[]> {
  const learnt: Learning[] = [];
  for (const seed of seeds) {
    const { validations } = await lab.train(variant, { seed, until: record => record.kind === 'validation' && enough(record) });
    const highest = (name: 'accuracy' | 'exact') => Math.max(...validations.map(({ metrics }) => metrics?.[name] ?? NaN));
    learnt.push({ seed, step: validations.find(enough)?.step, accuracy: highest('accuracy'), exact: highest('exact') });
  }
  return learnt;
}

/** `99.8 %` */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
