import { useMemo } from 'preact/hooks';
import { cannotRunFree } from '../../src/protocol/freeRun.ts';
import type { LabFit, LabFreeRun } from '../../src/protocol/lab.ts';
import { formatCount, formatNumber } from '../shared/format.ts';
import { fitLines, validFor } from './fitData.ts';
import { FitPlot } from './fitPlot.tsx';
import { NumberField } from './numberField.tsx';

const measures = [['nrmse', 'NRMSE'], ['nmse', 'NMSE'], ['rmse', 'RMSE'], ['r2', 'R²']] as const;
const lines = [{ name: 'target', label: 'target', stroke: 0 }, { name: 'prediction', label: 'prediction', stroke: 1 }] as const;
const errors = [{ name: 'error', label: 'error', stroke: 1 }] as const;
const withFree = [...lines, { name: 'free', label: 'free running', stroke: 2 }] as const;
const withFreeError = [...errors, { name: 'freeError', label: 'free running', stroke: 2 }] as const;

interface OutcomeProps {
  readonly fit: LabFit;
  readonly freeRun: LabFreeRun | undefined;
  readonly exponent: number;
  readonly onExponent: (exponent: number) => void;
}

/** What came of a fit: prediction over target, how far it is off, and the errors. */
export function Outcome({ fit, freeRun: run, exponent, onExponent }: OutcomeProps) {
  const { report } = fit;
  const data = useMemo(() => fitLines(fit, run), [fit, run]);
  const { target } = report.options;
  const without = cannotRunFree(report.options);
  return (
    <>
      <FitPlot lines={data} shown={without === undefined ? withFree : lines} height={200} label={`Prediction against target of ${target}. Root mean square error ${formatNumber(report.test.rmse.mean)} where it is tested.`} />
      <FitPlot lines={data} shown={without === undefined ? withFreeError : errors} height={100} label={`Prediction of ${target} less the target.`} />
      <table>
        <thead><tr><th scope="col">Errors</th>{measures.map(([, title]) => <th key={title} scope="col" class="number">{title}</th>)}<th scope="col" class="number">rows</th></tr></thead>
        <tbody>
          {(['train', 'test'] as const).map((part) => (
            <tr key={part} data-part={part}>
              <th scope="row">{part}</th>
              {measures.map(([measure, title]) => <td key={title} class="number">{formatNumber(report[part][measure].mean)}</td>)}
              <td class="number">{formatCount(report.rows[part])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {without === undefined && (
        <div class="free-run" title="Until it is farther off than 0.4 standard deviations of the target.">
          <span title="Columns that it reads and does not forecast are as they were.">Going on from itself it is valid for <b class="tabular" data-valid={run?.valid}>{run ? validFor(run, exponent) : '…'}</b>.</span>
          <NumberField label="Lyapunov exponent of a row" hover="The largest one of the series, per row: then the time is also said in Lyapunov times, in which a small error grows e-fold. 0: not known." value={exponent} range={[0, 1e6]} whole={false} onChange={onExponent} />
        </div>
      )}
      {without !== undefined && <p class="muted">It does not go on from itself. {without}</p>}
      {report.warnings.map((warning) => <p key={warning} class="warning" role="note">{warning}</p>)}
    </>
  );
}
