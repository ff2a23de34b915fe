import { columns, type Column } from '../columns.ts';
import type { Action, View } from '../state.ts';

interface Props {
  readonly sort: View['sort'];
  readonly dispatch: (action: Action) => void;
}

/** Names of the columns; each sorts: up, down, then back to the order in the file. */
export function ColumnHeads({ sort, dispatch }: Props) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <th key={column.key} scope="col" class={`${column.key} ${column.numeric ? 'number' : ''}`} aria-sort={ariaSort(column, sort)}>
            <button type="button" title={column.description} onClick={() => dispatch({ type: 'view', change: { sort: nextSort(column, sort) } })}>
              {column.label}
              <span aria-hidden="true">{arrow(column, sort)}</span>
            </button>
          </th>
        ))}
        <th scope="col" class="histogram">Histogram</th>
      </tr>
    </thead>
  );
}

function nextSort({ key }: Column, { column, descending }: View['sort']): View['sort'] {
  if (column !== key) return { column: key, descending: false };
  return descending ? { column: 'position', descending: false } : { column: key, descending: true };
}

function ariaSort({ key }: Column, { column, descending }: View['sort']): 'ascending' | 'descending' | 'none' {
  if (column !== key) return 'none';
  return descending ? 'descending' : 'ascending';
}

function arrow({ key }: Column, { column, descending }: View['sort']): string {
  if (column !== key) return '';
  return descending ? ' ↓' : ' ↑';
}
