import { useRef, useState } from 'preact/hooks';
import { useSelected, useViewChange } from '../useStore.ts';
import { useSize } from '../../shared/useSize.ts';
import type { PanelState } from '../store.ts';
import { AttentionMap } from './attentionMap.tsx';
import { ColourLegend } from './colourLegend.tsx';
import { ColumnDetails } from './columnDetails.tsx';
import { GateMaps } from './gateMaps.tsx';
import { GraphCanvas } from './graphCanvas.tsx';
import { GraphToolbar } from './graphToolbar.tsx';
import { InsideSteps } from './insideSteps.tsx';
import { ParameterLegend } from './parameterLegend.tsx';
import { isCut } from './reading.ts';
import { footer, header, lowestRow, plotWidth } from './scene.ts';
import type { Scene } from './scene.ts';
import { Scrubber } from './scrubber.tsx';
import { useScene } from './useScene.ts';
import { reveal } from './viewport.ts';
import type { Viewport } from './viewport.ts';

const probeOf = (state: PanelState) => state.probe;

/** The graph, what moves it, what its colours mean, and the numbers of the time step looked at. */
export function GraphPane() {
  const frame = useRef<HTMLDivElement>(null);
  const [highlight, setHighlight] = useState<string>();
  const [hovered, setHovered] = useState<string>();
  const scene = useScene(useSize(frame), highlight, hovered);
  const probe = useSelected(probeOf);
  const change = useViewChange();
  const onViewport = (viewport: Viewport | undefined) => change({ columnWidth: viewport?.columnWidth, offset: viewport?.offset ?? 0 });
  /** Looks at a time step; the graph follows so that it is in sight. */
  const onLook = (t: number) => {
    if (!scene) return;
    if (t !== scene.t) change({ t });
    const revealed = reveal(scene.viewport, t, scene.tau, plotWidth(scene));
    if (revealed !== scene.viewport) onViewport(revealed);
  };
  return (
    <section class="graph-pane" aria-label="Graph">
      {scene && <GraphToolbar scene={scene} onViewport={onViewport} />}
      <div ref={frame} class="graph-frame" style={{ minHeight: `${(scene?.circuit.rows ?? 0) * lowestRow + header + footer}px` }}>
        {scene && (
          <GraphCanvas scene={scene} description={describe(scene)} onViewport={onViewport} onHover={setHovered} onPick={onLook} />
        )}
      </div>
      {scene && <Scrubber scene={scene} onLook={onLook} />}
      {scene && <ParameterLegend circuit={scene.circuit} highlight={highlight} onHighlight={setHighlight} />}
      {scene && <ColourLegend colouring={scene.colouring} cut={probe !== undefined && isCut(probe)} chosen={choosesIn(scene)} />}
      {scene && <ColumnDetails scene={scene} probe={probe} />}
      {scene && <InsideSteps scene={scene} onLook={onLook} />}
      {probe && <AttentionMap probe={probe} />}
      {scene && probe && <GateMaps probe={probe} column={scene.t} />}
    </section>
  );
}

const choosesIn = ({ circuit }: Scene): boolean => circuit.connections.some(({ kind }) => kind === 'choice');

function describe(scene: Scene): string {
  const { progress, tau, source, circuit, t, colouring } = scene;
  const states = circuit.variables.filter(({ kind }) => kind === 'h').map(({ probe }) => probe);
  const layers = new Set(states.map((state) => state.slice(0, -1))).size;
  const backward = states.filter((state) => state.endsWith('.g')).length;
  const both = backward === 0 ? '' : ` with ${backward} chain${backward === 1 ? '' : 's'} that run${backward === 1 ? 's' : ''} backward in time`;
  const along = circuit.tree ? `unfolded along a tree of ${tau} nodes` : `unfolded over ${tau} time steps${source > 0 ? `, the first ${source} of them those of the source` : ''}`;
  const shape = progress === 1 ? along : 'folded, each recurrent edge with its delay';
  const colours = colouring ? 'Nodes are coloured by activation, edges by the size of the gradient.' : 'No values yet.';
  const where = `At time step ${t + 1}; its numbers are in the table below.`;
  const own = choosesIn(scene) ? ' The decoder reads symbols that it chose itself, over dashed edges that no gradient flows back over.' : '';
  return `Graph of ${layers} recurrent layer${layers === 1 ? '' : 's'}${both}, ${shape}.${own} ${colours} ${where} Arrow keys pan, plus and minus zoom, 0 fits.`;
}
