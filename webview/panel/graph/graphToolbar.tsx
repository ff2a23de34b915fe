import fold from '@vscode/codicons/src/icons/fold.svg';
import unfold from '@vscode/codicons/src/icons/unfold.svg';
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg';
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg';
import fitIcon from '@vscode/codicons/src/icons/screen-full.svg';
import { Icon } from '../../shared/icon.tsx';
import { IconButton } from '../iconButton.tsx';
import { useSelected, useViewChange } from '../useStore.ts';
import type { PanelState } from '../store.ts';
import { plotWidth } from './scene.ts';
import type { Scene } from './scene.ts';
import { zoomAt } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const viewOf = (state: PanelState) => state.view;

/** Folded or unfolded, what colours the nodes, and zoom for those without a wheel. */
export function GraphToolbar({ scene, onViewport }: { scene: Scene; onViewport(viewport: Viewport | undefined): void }) {
  const { unfolded } = useSelected(viewOf);
  const change = useViewChange();
  const width = plotWidth(scene);
  const zoom = (factor: number) => onViewport(zoomAt(scene.viewport, factor, width / 2, scene.tau, width));
  return (
    <div class="toolbar">
      <h2>Graph</h2>
      <div class="pair" role="group" aria-label="Graph folded or unfolded in time">
        <button type="button" aria-pressed={!unfolded} onClick={() => change({ unfolded: false })} title="The circuit once, with its delay">
          <Icon svg={fold} />Folded
        </button>
        <button type="button" aria-pressed={unfolded} onClick={() => change({ unfolded: true })} title="The circuit once for every time step">
          <Icon svg={unfold} />Unfolded
        </button>
      </div>
      <UnitChoice />
      <span class="spring" />
      <div class="controls" role="group" aria-label="Zoom">
        <IconButton icon={zoomOut} label="Zoom out" onClick={() => zoom(1 / 1.5)} disabled={!unfolded} />
        <IconButton icon={zoomIn} label="Zoom in" onClick={() => zoom(1.5)} disabled={!unfolded} />
        <IconButton icon={fitIcon} label="Fit all time steps" onClick={() => onViewport(undefined)} disabled={!unfolded} />
      </div>
    </div>
  );
}

function UnitChoice() {
  const { unit } = useSelected(viewOf);
  const change = useViewChange();
  const onNumber = (event: Event) => {
    const chosen = (event.currentTarget as HTMLInputElement).valueAsNumber;
    if (Number.isInteger(chosen) && chosen >= 1) change({ unit: chosen - 1 });
  };
  return (
    <>
      <label>
        <span class="muted">Colour by </span>
        <select value={unit === 'rms' ? 'rms' : 'unit'} onChange={(event) => change({ unit: event.currentTarget.value === 'rms' ? 'rms' : 0 })}>
          <option value="rms">root mean square</option>
          <option value="unit">one unit</option>
        </select>
      </label>
      {unit !== 'rms' && <input class="narrow" type="number" min={1} step={1} value={unit + 1} onInput={onNumber} aria-label="Unit, from 1" />}
    </>
  );
}
