import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

const checkpointsOf = (state: PanelState) => state.checkpoints;

/** The checkpoints kept, newest first; each opens. */
export function Checkpoints() {
  const checkpoints = useSelected(checkpointsOf);
  const { post } = usePanel();
  if (checkpoints.length === 0) return null;
  return (
    <section class="checkpoints" aria-label="Checkpoints">
      <h2>Checkpoints</h2>
      <p>
        {[...checkpoints].reverse().map((name) => (
          <button type="button" key={name} onClick={() => post({ type: 'openCheckpoint', name })}>{name.replace(/\.safetensors$/, '')}</button>
        ))}
      </p>
    </section>
  );
}
