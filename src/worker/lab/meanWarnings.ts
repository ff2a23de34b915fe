import { listed } from '../../core/spec/wording.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import type { byTarget } from './seriesErrors.ts';

type Advised = Pick<EchoStateOptions, 'readout' | 'horizon' | 'feedback'>;

/** A sentence about the targets of which a network says no more than their mean would; of several networks their mean NRMSE counts. */
export function meanWarnings(targets: ReturnType<typeof byTarget>, options: Advised): string[] {
  const useless = targets.filter(({ test }) => test.nrmse.mean >= 1).map(({ name }) => `"${name}"`);
  return useless.length === 0 ? [] : [`Where it is tested, what is said of ${listed(useless, 'and')} is no better than the mean of the column (an NRMSE of 1 or more): ${advice(options)}.`];
}

function advice({ readout, horizon, feedback }: Advised): string {
  if (readout === 'lms') return 'lower the step size, or learn the readout by ridge regression';
  if (feedback > 0 && readout !== 'force') return 'there it reads what it said itself: lower the feedback, raise the ridge, or learn with state noise';
  return `read other columns, ${horizon > 1 ? 'look fewer rows ahead, ' : ''}or search for better settings`;
}
