import { useMemo, useState } from 'preact/hooks';
import { whyNoFreeRun } from '../../src/protocol/freeRun.ts';
import type { LabFit } from '../../src/protocol/lab.ts';
import { formatCount, formatNumber } from '../shared/format.ts';
import { Sentence } from '../shared/sentence.tsx';
import { ErrorTable } from './errorTable.tsx';
import { fitLines, freeTarget, namesOf, validFor } from './fitData.ts';
import type { FitLines } from './fitData.ts';
import { FitPlot } from './fitPlot.tsx';
import type { ShownLine } from './fitPlot.tsx';
import { leftEdge } from './leftEdge.ts';
import { NumberField } from './numberField.tsx';
import type { Fits } from './useFits.ts';

/** So many targets have a line of their errors, the one that is shown among them. */
const mostLines = 8;

interface OutcomeProps {
  readonly fit: LabFit;
  readonly freeRun: Fits['freeRun'];
  /** Whether nothing was asked for after it that came to nothing: what was still computed of it was given up by that. */
  readonly isLast: boolean;
  readonly exponent: number;
  readonly onExponent: (exponent: number) => void;
}

/** What came of a fit: prediction over target, how far it is off, and the errors. */
export function Outcome({ fit, freeRun, isLast, exponent, onExponent }: OutcomeProps) {
  const { report } = fit;
  const failed = freeRun && 'problem' in freeRun ? freeRun.problem : undefined;
  const run = freeRun && !('problem' in freeRun) ? freeRun : undefined;
  const names = namesOf(fit.targets);
  const [chosen, setChosen] = useState('');
  const shown = Math.max(0, names.indexOf(chosen));
  const target = names[shown] ?? report.options.target;
  const data = useMemo(() => fitLines(fit, run, shown), [fit, run, shown]);
  const without = whyNoFreeRun(fit);
  const lines = useMemo(() => linesOf(data, without === undefined), [data, without]);
  const errors = useMemo(() => (names.length > 0 ? errorsOf(data, names, shown) : errorOf(data, without === undefined)), [data, without]);
  const edge = useMemo(() => leftEdge(50), []);
  const { rmse } = (report.targets?.[shown] ?? report).test;
  return (
    <>
      {names.length > 0 && (
        <label class="shows">Shows
          <select value={target} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {names.map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
      )}
      <FitPlot lines={data} shown={lines} height={210} yName={target} edge={edge} label={`Prediction against target of ${target}. Root mean square error ${formatNumber(rmse.mean)} where it is tested.`} />
      <FitPlot lines={data} shown={errors} height={110} yName="error" edge={edge} label={names.length > 0 ? `Predictions of ${names.join(', ')} less the targets, each in its standard deviations.` : `Prediction of ${target} less the target.`} />
      {names.length > 0 && <p class="muted">Errors of each target in its own standard deviations{names.length > mostLines ? `; of ${names.length} targets ${mostLines} are drawn` : ''}.</p>}
      <ErrorTable report={report} />
      {failed !== undefined && <p class="problem" role="alert">How it goes on from itself could not be computed: {failed}</p>}
      {without === undefined && failed === undefined && (
        <div class="free-run" title="Until it is farther off than 0.4 standard deviations of the target.">
          {run
            ? <span title="Columns that it reads and does not forecast are as they were.">Going on from itself it is valid for <b class="tabular" data-valid={freeTarget(run, shown).valid}>{validFor(freeTarget(run, shown), exponent)}</b>{names.length > 0 && <> of {target}</>}.{data.away !== undefined && ` From row ${formatCount(data.away)} on it runs away, and is drawn no further.`}</span>
            : <span class="muted">{isLast ? 'How it goes on from itself is being computed…' : 'How it goes on from itself was given up.'}</span>}
          <NumberField label="Lyapunov exponent of a row" hover="The largest one of the series, per row: then the time is also said in Lyapunov times, in which a small error grows e-fold. 0: not known." value={exponent} range={[0, 1e6]} whole={false} onChange={onExponent} />
        </div>
      )}
      {without !== undefined && <p class="muted">It does not go on from itself. {without}</p>}
      {report.warnings.map((warning) => <p key={warning} class="warning" role="note"><Sentence text={warning} /></p>)}
    </>
  );
}

const linesOf = ({ target, prediction, free }: FitLines, goesOn: boolean): ShownLine[] => [
  { name: 'target', label: 'target', stroke: 0, values: target }, { name: 'prediction', label: 'prediction', stroke: 1, values: prediction },
  ...(goesOn ? [{ name: 'free', label: 'free running', stroke: 2, values: free, isWild: true }] : []),
];

const errorOf = ({ error, freeError }: FitLines, goesOn: boolean): ShownLine[] => [
  { name: 'error', label: 'error', stroke: 1, values: error },
  ...(goesOn ? [{ name: 'freeError', label: 'free running', stroke: 2, values: freeError, isWild: true }] : []),
];

/** One for each target; where there are many, for those from the one that is shown on. */
function errorsOf({ errors }: FitLines, names: readonly string[], shown: number): ShownLine[] {
  const first = Math.max(0, Math.min(shown, names.length - mostLines));
  return names.slice(first, first + mostLines).map((name, k) => ({ name: `error of ${name}`, label: `error of ${name}`, stroke: 1 + k, values: errors[first + k]! }));
}
