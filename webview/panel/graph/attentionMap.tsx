import type { ProbeRecord } from '../../../src/core/train/records.ts';
import { attentionAt, sourceSteps } from './reading.ts';

/** How much each step of the answer attends to each step of the source, as a table whose cells are as full as their weight. */
export function AttentionMap({ probe }: { probe: ProbeRecord }) {
  const { source = [], targets, values, tau } = probe;
  if (!values['attention']) return null;
  const before = sourceSteps(probe);
  return (
    <div class="details attention">
      <h3 class="muted">Attention: where each character of the answer looks</h3>
      <table>
        <caption class="visually-hidden">Weights of attention in per cent: a row for each step of the answer, a column for each of the source</caption>
        <thead>
          <tr><th scope="col" class="visually-hidden">answer</th>{source.map((text, s) => <th key={s} scope="col">{text}</th>)}</tr>
        </thead>
        <tbody>
          {Array.from({ length: tau }, (_, t) => (
            <tr key={t}>
              <th scope="row">{targets[t]}</th>
              {source.map((text, s) => <Weight key={s} weight={attentionAt(probe, before + t, s) ?? 0} of={`${targets[t] ?? ''} to ${text}`} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Weight({ weight, of }: { weight: number; of: string }) {
  const share = Math.round(100 * weight);
  return (
    <td title={`${of}: ${share} %`} data-weight={weight} style={{ background: `color-mix(in srgb, var(--vscode-charts-blue) ${share}%, transparent)` }}>
      <span class="visually-hidden">{share}</span>
    </td>
  );
}
