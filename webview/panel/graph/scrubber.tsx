import { formatCount } from '../../shared/format.ts';
import { useViewChange } from '../useStore.ts';
import { plotWidth } from './scene.ts';
import type { Scene } from './scene.ts';
import { reveal } from './viewport.ts';
import type { Viewport } from './viewport.ts';

/** Moves the time step looked at; the graph follows so that it stays in sight. */
export function Scrubber({ scene, onViewport }: { scene: Scene; onViewport(viewport: Viewport): void }) {
  const change = useViewChange();
  const { t, tau, viewport } = scene;
  const onInput = (event: Event) => {
    const next = (event.currentTarget as HTMLInputElement).valueAsNumber - 1;
    change({ t: next });
    const revealed = reveal(viewport, next, tau, plotWidth(scene));
    if (revealed !== viewport) onViewport(revealed);
  };
  return (
    <label class="scrubber">
      <span>t</span>
      <input type="range" min={1} max={tau} step={1} value={t + 1} onInput={onInput}
        aria-label="Time step" aria-valuetext={`Time step ${t + 1} of ${tau}`} />
      <output class="tabular">{formatCount(t + 1)} / {formatCount(tau)}</output>
    </label>
  );
}
