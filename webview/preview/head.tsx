import type { CheckpointSummary, PreviewAction } from '../../src/protocol/preview.ts';
import { formatCount, formatDuration, formatNumber } from '../shared/format.ts';
import type { PreviewHost } from './host.ts';
import { Metadata } from './metadata.tsx';
import type { Action, Header, PreviewState } from './state.ts';

interface Props {
  readonly header: Header;
  readonly state: PreviewState;
  readonly dispatch: (action: Action) => void;
  readonly host: PreviewHost;
}

/** What the file is, and what can be done with it. */
export function Head({ header, state, dispatch, host }: Props) {
  const { summary } = header;
  return (
    <header>
      <div class="title">
        <h1 title={header.file}>{summary ? summary.experimentName : header.file}</h1>
        {summary && <Actions summary={summary} running={state.running} dispatch={dispatch} host={host} />}
      </div>
      {summary && <Summary summary={summary} />}
      {state.problem !== undefined && <p class="problem" role="alert">{state.problem}</p>}
      {state.sampled !== undefined && <Sample text={state.sampled} />}
      <Metadata header={header} />
    </header>
  );
}

/** What was sampled: rows of a table as one, all else as it is written. */
function Sample({ text }: { readonly text: string }) {
  const [names = [], ...rows] = text.replace(/\n+$/, '').split('\n').map((line) => line.split('\t'));
  const isTable = names.length > 1 && rows.length > 0 && rows.every(({ length }) => length === names.length);
  return (
    <div class="sample" role="region" aria-label="Sample" tabIndex={0}>
      {isTable
        ? (
          <table>
            <thead><tr>{names.map((name, column) => <th key={column} scope="col" class="number">{name}</th>)}</tr></thead>
            <tbody>{rows.map((cells, k) => <tr key={k}>{cells.map((cell, column) => <td key={column} class="number" title={cell}>{shortened(cell)}</td>)}</tr>)}</tbody>
          </table>
        )
        : <pre>{text}</pre>}
    </div>
  );
}

/** A number to six digits, where it has more. */
const shortened = (cell: string): string => (/^-?\d+\.\d{5,}|e/i.test(cell) && Number.isFinite(Number(cell)) ? formatNumber(Number(cell), 6) : cell);

interface ActionsProps extends Pick<Props, 'dispatch' | 'host'> {
  readonly summary: CheckpointSummary;
  readonly running: PreviewState['running'];
}

function Actions({ summary, running, dispatch, host }: ActionsProps) {
  const press = (of: PreviewAction) => {
    dispatch({ type: 'pressed', of });
    host.post({ type: of });
  };
  return (
    <div class="actions">
      {summary.canSample && (
        <button type="button" class="primary" disabled={running.has('sample')} onClick={() => press('sample')}>{running.has('sample') ? 'Sampling…' : 'Sample'}</button>
      )}
      {summary.canResume && <button type="button" disabled={running.has('resume')} onClick={() => press('resume')}>Resume</button>}
      {summary.canExport && <button type="button" title="A program that needs numpy alone and says what this network says" disabled={running.has('export')} onClick={() => press('export')}>Export to Python…</button>}
    </div>
  );
}

function Summary({ summary: { step, time, loss, validationLoss } }: { summary: CheckpointSummary }) {
  return (
    <dl class="summary">
      <Fact term="Step" value={formatCount(step)} />
      {loss !== undefined && <Fact term="Training loss" value={formatNumber(loss)} />}
      {validationLoss !== undefined && <Fact term="Validation loss" value={formatNumber(validationLoss)} />}
      <Fact term="Trained for" value={time > 0 && time < 1 ? `${Math.ceil(1000 * time)} ms` : formatDuration(time)} />
    </dl>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return <div><dt>{term}</dt><dd>{value}</dd></div>;
}
