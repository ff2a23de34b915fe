import type { EchoStateReport } from '../../src/protocol/echoState.ts';
import { formatCount, formatNumber } from '../shared/format.ts';

const measures = [['nrmse', 'NRMSE'], ['nmse', 'NMSE'], ['rmse', 'RMSE'], ['r2', 'R²']] as const;

/** How far off it is, in both parts: of all targets together, then of each. */
export function ErrorTable({ report }: { report: EchoStateReport }) {
  const { targets = [], rows } = report;
  const several = targets.length > 0;
  return (
    <div class="table" role="region" aria-label="Errors" tabIndex={0}><table>
      <thead><tr><th scope="col">Errors</th>{measures.map(([, title]) => <th key={title} scope="col" class="number">{title}</th>)}<th scope="col" class="number">rows</th></tr></thead>
      {[{ name: undefined, ...report }, ...targets.map(({ name, ...errors }) => ({ name, ...errors }))].map(({ name, ...errors }, k) => (
        <tbody key={k} data-target={name}>
          {several && <tr><th scope="rowgroup" colSpan={measures.length + 2} class="of-target">{name ?? 'All targets, in the mean'}</th></tr>}
          {(['train', 'test'] as const).map((part) => (
            <tr key={part} data-part={name === undefined ? part : undefined}>
              <th scope="row">{part}</th>
              {measures.map(([measure, title]) => <td key={title} class="number">{several && name === undefined && measure === 'rmse' ? '–' : formatNumber(errors[part][measure].mean)}</td>)}
              <td class="number">{formatCount(rows[part])}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table></div>
  );
}
