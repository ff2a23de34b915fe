import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { TensorEntry } from '../../src/protocol/preview.ts';
import { needsStatistics, shownTensors } from './columns.ts';
import { Details } from './details/details.tsx';
import { Filter } from './filter.tsx';
import { Head } from './head.tsx';
import type { PreviewHost } from './host.ts';
import { firstView, initialState, nextToAsk, reduce, type Action, type PreviewState } from './state.ts';
import { TensorTable } from './table/tensorTable.tsx';

/** The page. */
export function App({ host }: { host: PreviewHost }) {
  const [state, dispatch] = useReducer(reduce, initialState(host.saved() ?? firstView));
  useEffect(() => {
    const stop = host.listen(dispatch);
    host.post({ type: 'ready' });
    return stop;
  }, [host]);
  useEffect(() => host.save(state.view), [host, state.view]);
  if (state.unreadable !== undefined) return <Unreadable reason={state.unreadable} />;
  if (!state.header) return <p class="situation muted" role="status">Reading the header…</p>;
  return <Preview header={state.header} state={state} dispatch={dispatch} host={host} />;
}

interface PreviewProps {
  readonly header: NonNullable<PreviewState['header']>;
  readonly state: PreviewState;
  readonly dispatch: (action: Action) => void;
  readonly host: PreviewHost;
}

function Preview({ header, state, dispatch, host }: PreviewProps) {
  const { view, statistics } = state;
  const [visible, setVisible] = useState<readonly TensorEntry[]>([]);
  const shown = useMemo(() => shownTensors(header.tensors, view, statistics), [header, view, statistics]);
  const selected = header.tensors.find(({ name }) => name === view.selected);
  useEffect(() => {
    const wanted = [...(selected ? [selected] : []), ...visible, ...(needsStatistics(view.sort.column) ? header.tensors : [])];
    const names = nextToAsk(state, wanted);
    if (names.length === 0) return;
    for (const name of names) host.post({ type: 'statistics', name });
    dispatch({ type: 'asked', names });
  }, [state, visible]);
  return (
    <main class={selected ? 'preview with-details' : 'preview'}>
      <Head header={header} state={state} dispatch={dispatch} host={host} />
      <Filter header={header} filter={view.filter} dispatch={dispatch} />
      {header.tensors.length === 0
        ? <p class="situation muted">There are no tensors in this file.</p>
        : <TensorTable shown={shown} state={state} dispatch={dispatch} onVisible={setVisible} />}
      {selected && <Details key={selected.name} tensor={selected} state={state} dispatch={dispatch} host={host} />}
    </main>
  );
}

function Unreadable({ reason }: { reason: string }) {
  return (
    <main class="situation">
      <h1>This file cannot be read</h1>
      <p role="alert">{reason}</p>
    </main>
  );
}
