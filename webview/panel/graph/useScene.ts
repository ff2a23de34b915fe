import { useMemo } from 'preact/hooks';
import { alongTree } from '../../../src/core/graph/alongTree.ts';
import { circuit as circuitOf } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import { unfoldedColumn } from '../../../src/core/graph/unfolded.ts';
import type { GraphColumn } from '../../../src/core/graph/unfolded.ts';
import type { Circuit } from '../../../src/core/graph/circuit.ts';
import type { PanelState } from '../store.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { useSelected } from '../useStore.ts';
import type { Size } from '../../shared/useSize.ts';
import { colouring } from './colouring.ts';
import { sourceSteps } from './reading.ts';
import type { Scene } from './scene.ts';
import { plotWidth } from './scene.ts';
import { useProgress } from './useProgress.ts';
import { clamp, fit } from './viewport.ts';

const experimentOf = (state: PanelState) => state.experiment;
const probeOf = (state: PanelState) => state.probe;
const viewOf = (state: PanelState) => state.view;

/** What the graph shows now; undefined before there is an experiment. */
export function useScene({ width, height }: Size, highlight: string | undefined, hovered: string | undefined): Scene | undefined {
  const experiment = useSelected(experimentOf);
  const probe = useSelected(probeOf);
  const view = useSelected(viewOf);
  const theme = useTheme();
  const tau = probe?.tau ?? experiment?.training.tau ?? 1;
  const source = probe ? sourceSteps(probe) : experiment?.model.encoder ? tau : 0;
  const columns = source + tau;
  const cyclic = useMemo(() => experiment && circuitOf({ ...experiment.model, ...experiment.training }), [experiment]);
  // A circuit of trees is unfolded along the tree that was looked at: until one was, there is none.
  const ofTrees = cyclic?.connections.some(({ child }) => child !== undefined) === true;
  const children = ofTrees ? probe?.children : undefined;
  const progress = useProgress(view.unfolded && (!ofTrees || children !== undefined));
  const circuit = useMemo(() => (cyclic && children && progress > 0 ? alongTree(cyclic, children) : cyclic), [cyclic, children, progress > 0]);
  const folded = useMemo(() => circuit && foldedGraph(circuit), [circuit]);
  const column = useMemo(() => circuit && rememberedColumns(circuit, tau, source), [circuit, tau, source]);
  const backpropagation = experiment?.training.backpropagation;
  const colours = useMemo(() => probe && colouring(probe, view.unit, backpropagation), [probe, view.unit, backpropagation]);
  if (!circuit || !folded || !column) return undefined;
  const room = plotWidth({ width });
  const viewport = view.columnWidth === undefined ? fit(columns, room) : clamp({ columnWidth: view.columnWidth, offset: view.offset }, columns, room);
  return {
    circuit, folded, column, tau: columns, source, viewport, width, height, progress, theme, colouring: colours, highlight, hovered,
    t: Math.min(view.t ?? columns - 1, columns - 1), inputs: [...probe?.source ?? [], ...probe?.inputs ?? []], targets: probe?.targets ?? [],
  };
}

/** Each column is made once, when it first comes into sight. */
function rememberedColumns(circuit: Circuit, tau: number, source: number): (t: number) => GraphColumn {
  const made = new Map<number, GraphColumn>();
  return (t) => {
    const column = made.get(t) ?? unfoldedColumn(circuit, tau, t, source);
    made.set(t, column);
    return column;
  };
}
