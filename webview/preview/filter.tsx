import { formatBytes, formatCount } from '../shared/format.ts';
import type { Action, Header } from './state.ts';

interface Props {
  readonly header: Header;
  readonly filter: string;
  readonly dispatch: (action: Action) => void;
}

/** Which tensors the table below shows, and how many there are. */
export function Filter({ header: { tensors, bytes }, filter, dispatch }: Props) {
  const elements = tensors.reduce((total, { count }) => total + count, 0);
  return (
    <div class="filter">
      <input type="search" placeholder="Filter by name" aria-label="Filter tensors by name" value={filter} onInput={({ currentTarget }) => dispatch({ type: 'view', change: { filter: currentTarget.value } })} />
      <span class="muted">{formatCount(tensors.length)} tensors, {formatCount(elements)} elements, {formatBytes(bytes)}</span>
    </div>
  );
}
