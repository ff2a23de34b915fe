import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { TensorEntry } from '../../../src/protocol/preview.ts';
import { columns } from '../columns.ts';
import type { Action, PreviewState } from '../state.ts';
import { ColumnHeads } from './columnHeads.tsx';
import { TensorRow } from './tensorRow.tsx';
import { useActiveRow } from './useActiveRow.ts';
import { useWindow } from './useWindow.ts';
import { rowAfterKey, rowHeight } from './window.ts';

interface Props {
  readonly shown: readonly TensorEntry[];
  readonly state: PreviewState;
  readonly dispatch: (action: Action) => void;
  readonly onVisible: (tensors: readonly TensorEntry[]) => void;
}

/** The tensors that the filter leaves, in a box that scrolls. */
export function TensorTable(props: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { shown, state } = props;
  return (
    <div class="tensors" ref={scroller}>
      <Grid {...props} scroller={scroller} />
      {shown.length === 0 && <p class="situation muted">No tensor has “{state.view.filter}” in its name.</p>}
    </div>
  );
}

/** Only the rows in view are drawn. Arrows, Page, Home and End move; Enter opens; Escape closes. */
function Grid({ shown, state, dispatch, onVisible, scroller }: Props & { readonly scroller: RefObject<HTMLElement | null> }) {
  const drawn = useWindow(scroller, shown.length);
  const active = useActiveRow(scroller, drawn);
  const { filter, sort } = state.view;
  useEffect(() => scroller.current!.scrollTo({ top: 0 }), [filter, sort]);
  useEffect(() => onVisible(shown.slice(drawn.start, drawn.end)), [shown, drawn.start, drawn.end]);
  const select = (row: number) => {
    active.place(row);
    dispatch({ type: 'select', name: shown[row]!.name });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const page = Math.floor(scroller.current!.clientHeight / rowHeight) - 2;
    const row = rowAfterKey(event.key, active.row, page, shown.length);
    if (row !== undefined) active.go(row);
    else if (event.key === 'Enter' || event.key === ' ') select(active.row);
    else if (event.key === 'Escape') dispatch({ type: 'select', name: undefined });
    else return;
    event.preventDefault();
  };
  return (
    <table role="grid" aria-label="Tensors" aria-rowcount={shown.length + 1} onKeyDown={onKeyDown}>
      <ColumnHeads sort={state.view.sort} dispatch={dispatch} />
      <tbody>
        <Spacer rows={drawn.start} />
        {shown.slice(drawn.start, drawn.end).map((tensor, offset) => (
          <TensorRow
            key={tensor.name}
            tensor={tensor}
            statistics={state.statistics.get(tensor.name)}
            index={drawn.start + offset}
            active={drawn.start + offset === active.row}
            selected={tensor.name === state.view.selected}
            onSelect={select}
          />
        ))}
        <Spacer rows={shown.length - drawn.end} />
      </tbody>
    </table>
  );
}

function Spacer({ rows }: { rows: number }) {
  return rows > 0 ? <tr class="spacer" aria-hidden="true"><td colSpan={columns.length + 1} style={{ height: `${rows * rowHeight}px` }} /></tr> : null;
}
