import type { CheckpointSummary, PreviewAction } from '../../src/protocol/preview.ts';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../shared/format.ts';
import type { PreviewHost } from './host.ts';
import { Metadata } from './metadata.tsx';
import type { Action, Header, PreviewState } from './state.ts';

interface Props {
  readonly header: Header;
  readonly state: PreviewState;
  readonly dispatch: (action: Action) => void;
  readonly host: PreviewHost;
}

/** What the file is, what can be done with it, and the filter of the table. */
export function Head({ header, state, dispatch, host }: Props) {
  const { summary, tensors } = header;
  const elements = tensors.reduce((total, { count }) => total + count, 0);
  return (
    <header>
      <div class="title">
        <h1 title={header.file}>{summary ? summary.experimentName : header.file}</h1>
        {summary && <Actions summary={summary} running={state.running} dispatch={dispatch} host={host} />}
      </div>
      {summary && <Summary summary={summary} />}
      {state.problem !== undefined && <p class="problem" role="alert">{state.problem}</p>}
      {state.sampled !== undefined && <pre class="sample" role="region" aria-label="Sample" tabIndex={0}>{state.sampled}</pre>}
      <Metadata header={header} />
      <div class="filter">
        <input
          type="search"
          placeholder="Filter by name"
          aria-label="Filter tensors by name"
          value={state.view.filter}
          onInput={({ currentTarget }) => dispatch({ type: 'view', change: { filter: currentTarget.value } })}
        />
        <span class="muted">{formatCount(tensors.length)} tensors, {formatCount(elements)} elements, {formatBytes(header.bytes)}</span>
      </div>
    </header>
  );
}

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
      <Fact term="Trained for" value={formatDuration(time)} />
    </dl>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return <div><dt>{term}</dt><dd>{value}</dd></div>;
}
