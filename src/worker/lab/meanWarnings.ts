import { listed } from '../../core/spec/wording.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import type { byTarget } from './seriesErrors.ts';

/** A sentence about the targets of which a network says no more than their mean would; of several networks their mean NRMSE counts. */
export function meanWarnings(targets: ReturnType<typeof byTarget>, options: Pick<EchoStateOptions, 'readout' | 'horizon'>): string[] {
  const useless = targets.filter(({ test }) => test.nrmse.mean >= 1).map(({ name }) => `"${name}"`);
  return useless.length === 0 ? [] : [`Where it is tested, what is said of ${listed(useless, 'and')} is no better than the mean of the column (an NRMSE of 1 or more): ${advice(options)}.`];
}

function advice({ readout, horizon }: Pick<EchoStateOptions, 'readout' | 'horizon'>): string {
  if (readout === 'lms') return 'lower the step size, or learn the readout by ridge regression';
  return `read other columns, ${horizon > 1 ? 'look fewer rows ahead, ' : ''}or search for better settings`;
}
