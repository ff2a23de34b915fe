import { useMemo } from 'preact/hooks';
import type { PanelState } from '../store.ts';
import { useSelected } from '../useStore.ts';
import { CurvePlot } from './curvePlot.tsx';
import { depthCurves } from './depthCurves.ts';

const probeOf = (state: PanelState) => state.probe;
const experimentOf = (state: PanelState) => state.experiment;

/** What becomes of signals and gradients on their way through many layers. */
export function Depth() {
  const [probe, experiment] = [useSelected(probeOf), useSelected(experimentOf)];
  const curves = useMemo(() => (probe && experiment ? depthCurves(probe, experiment.model.layers) : []), [probe, experiment]);
  if (curves.length === 0) return null;
  return (
    <section class="reach" aria-label="Through the layers">
      <h2>Through the layers</h2>
      <CurvePlot id="depth" title="Variance by depth" count="layer" first={1} curves={curves} />
    </section>
  );
}
