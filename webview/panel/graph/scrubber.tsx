import { formatCount } from '../../shared/format.ts';
import type { Scene } from './scene.ts';

/** Moves the time step looked at. */
export function Scrubber({ scene: { t, tau }, onLook }: { scene: Scene; onLook(t: number): void }) {
  return (
    <label class="scrubber">
      <span>t</span>
      <input type="range" min={1} max={tau} step={1} value={t + 1} onInput={({ currentTarget }) => onLook(currentTarget.valueAsNumber - 1)}
        aria-label="Time step" aria-valuetext={`Time step ${t + 1} of ${tau}`} />
      <output class="tabular">{formatCount(t + 1)} / {formatCount(tau)}</output>
    </label>
  );
}
