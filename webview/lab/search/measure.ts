import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { errorWords } from '../../../src/protocol/searchWords.ts';
import type { ErrorWords } from '../../../src/protocol/searchWords.ts';
import { formatNumber } from '../../shared/format.ts';
import { toldApart } from '../../shared/toldApart.ts';

/** What a trial errs by, and how that is written. */
export interface Measure extends ErrorWords {
  readonly written: (error: number, digits?: number) => string;
  /** Those of an axis. */
  readonly ticks: (errors: readonly number[]) => string[];
}

const numbers: Measure = { ...errorWords(false), written: formatNumber, ticks: toldApart };
const shares: Measure = {
  ...errorWords(true),
  written: (share, digits = 3) => `${formatNumber(100 * share, digits)} %`,
  ticks: (each) => toldApart(each.map((share) => 100 * share)).map((percent) => `${percent} %`),
};

/** Of numbers that are said, and of classes that are told. */
export const measureOf = ({ pool }: Pick<EchoStateOptions, 'pool'>): Measure => (pool === 'none' ? numbers : shares);
