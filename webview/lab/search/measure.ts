import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { formatNumber } from '../../shared/format.ts';

/** What a trial errs by, and how that is written. */
export interface Measure {
  readonly name: string;
  readonly ofValidation: string;
  readonly ofTest: string;
  /** Whether it is from 0 to 1, and 0 where nothing is wrong. */
  readonly isShare: boolean;
  readonly written: (error: number, digits?: number) => string;
}

const nrmse: Measure = { name: 'NRMSE', ofValidation: 'validation NRMSE', ofTest: 'Test NRMSE', isShare: false, written: formatNumber };
const toldWrong: Measure = { name: 'told wrong', ofValidation: 'told wrong in validation', ofTest: 'Test: told wrong', isShare: true, written: (share, digits = 3) => `${formatNumber(100 * share, digits)} %` };

/** Numbers that are said err by their NRMSE, classes by the share of series that are told wrong. */
export const measureOf = ({ pool }: Pick<EchoStateOptions, 'pool'>): Measure => (pool === 'none' ? nrmse : toldWrong);
