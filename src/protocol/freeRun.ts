import type { EchoStateOptions } from './echoState.ts';
import type { LabFit } from './lab.ts';

/** Why a network has nothing of its own to go on from, in a sentence; undefined where it has. @param many how many series its rows are */
export function cannotRunFree({ inputs, target, moreTargets, series, horizon, feedback, pool }: EchoStateOptions, many = 1): string | undefined {
  if (pool !== 'none') return 'It tells the class of each series.';
  if (series !== '' || many > 1) return 'The rows are several series, each with an end of its own.';
  if (![target, ...moreTargets].some((name) => inputs.includes(name)) && feedback > 0) return undefined;
  if (!inputs.includes(target)) return `It does not read "${target}", which it forecasts, so that there is nothing of its own to go on from: let it read that, or feed its output back.`;
  if (horizon !== 1) return `It forecasts ${horizon} rows ahead; to go on row by row it has to forecast the next one.`;
  return undefined;
}

/** The same of a fit: of its series those are told that are shown, of several it may be one. */
export const whyNoFreeRun = ({ report, series }: Pick<LabFit, 'report' | 'series'>): string | undefined => cannotRunFree(report.options, series ? 2 : 1);
