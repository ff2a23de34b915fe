import { counted, formatNumber, listed } from '../core/spec/wording.ts';
import { cannotRunFree } from '../protocol/freeRun.ts';
import type { LabFreeRun, LabFreeTarget } from '../protocol/lab.ts';
import type { EchoStateFit, FitSurroundings } from '../worker/lab/fitEchoState.ts';
import { freeRun } from '../worker/lab/freeRun.ts';
import { afterFit } from './afterFit.ts';
import type { EsnProgress } from './esnProgress.ts';

/** For how many rows a forecast from itself is valid, and whether it was off before they ended. */
type Validity = Pick<LabFreeTarget, 'valid' | 'ended'>;

/** How the network of the first seed goes on from itself, as `unfold esn --json` prints it. */
export interface FreeRunReport extends Validity {
  /** Row of the first that is forecast, and how many are. */
  readonly start: number;
  readonly rows: number;
  /** Of each target, where there are several, that one first. */
  readonly targets?: readonly (Validity & { readonly name: string })[];
}

/** Undefined where it has nothing of its own to go on from. */
async function freeRunOf(fit: EchoStateFit, surroundings: FitSurroundings): Promise<FreeRunReport | undefined> {
  const { report: { options }, series } = fit;
  if (cannotRunFree(options, series.segments.length) !== undefined) return undefined;
  const { start, valid, ended, target, targets }: LabFreeRun = await freeRun(fit, surroundings);
  const names = [options.target, ...options.moreTargets];
  return { start, rows: target.length, valid, ended, ...(targets && { targets: targets.map((each, k) => ({ name: names[k]!, valid: each.valid, ended: each.ended })) }) };
}

/** The same where a person waits, who is told how far it is. */
export const freeRunAfter = (fit: EchoStateFit, surroundings: FitSurroundings, progress: EsnProgress): Promise<FreeRunReport | undefined> =>
  afterFit('For how many rows it goes on from itself is not known', progress, signal => freeRunOf(fit, { ...surroundings, signal, onProgress: progress.goingOn }));

/** The same in a sentence. */
export function describeFreeRun({ rows, targets, ...own }: FreeRunReport, { report: { options: { runs }, runs: [first] } }: EchoStateFit): string {
  const said = ({ valid, ended }: Validity): string => (ended ? counted(valid, 'row') : `all ${formatNumber(rows)} rows`);
  const which = runs === 1 ? 'it' : `the network of seed ${first!.seed}`;
  return `Going on from itself ${which} is valid for ${targets ? listed(targets.map(each => `${said(each)} of ${each.name}`), 'and') : said(own)}.`;
}
