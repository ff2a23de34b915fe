import { useMemo } from 'preact/hooks';
import type { LabFit } from '../../src/protocol/lab.ts';
import { PredictionPlot } from '../panel/plots/predictionPlot.tsx';
import { formatCount, formatNumber } from '../shared/format.ts';

const measures = [['nrmse', 'NRMSE'], ['nmse', 'NMSE'], ['rmse', 'RMSE'], ['r2', 'R²']] as const;

/** What came of a fit: prediction over target, and the errors. */
export function Outcome({ fit }: { fit: LabFit }) {
  const { report, start, target, prediction } = fit;
  const sample = useMemo(() => ({ kind: 'prediction', step: 1, label: report.options.target, start, target, prediction }) as const, [fit]);
  return (
    <>
      <PredictionPlot sample={sample} />
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
      {report.warnings.map((warning) => <p key={warning} class="warning" role="note">{warning}</p>)}
    </>
  );
}
