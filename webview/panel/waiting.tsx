import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

/** Milliseconds after which waiting is no longer usual. */
const patience = 8000;

const isLate = ({ now, since }: PanelState) => now - since > patience;

/** Before the first word from the extension. */
export function Waiting() {
  const late = useSelected(isLate);
  const { post } = usePanel();
  return (
    <main class="waiting">
      <h1 class="visually-hidden">Run</h1>
      <p role="status">{late ? 'The extension has not answered yet. It may still be starting.' : 'Reading the run…'}</p>
      {late ? <button type="button" onClick={() => post({ type: 'ready' })}>Ask again</button> : <progress aria-label="Reading the run" />}
    </main>
  );
}
