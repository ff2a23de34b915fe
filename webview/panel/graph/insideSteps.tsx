import { useEffect, useRef, useState } from 'preact/hooks';
import { sameAround } from '../../../src/core/graph/stepGraph.ts';
import type { StepTrace, StepTraces } from '../../../src/core/graph/stepGraph.ts';
import { stepOfCheckpoint } from '../../../src/protocol/checkpointNames.ts';
import { formatCount } from '../../shared/format.ts';
import type { PanelState } from '../store.ts';
import { usePanel, useSelected, useViewChange } from '../useStore.ts';
import type { View } from '../view.ts';
import { InsideStep } from './insideStep.tsx';
import { layerTitle } from './layerTitle.ts';
import { chainOf } from './chainOf.ts';
import { columnOfStep } from './columnOfStep.ts';
import type { Scene } from './scene.ts';

const insideOf = (state: PanelState) => state.inside;
const trainsOf = (state: PanelState) => state.trains;
const viewOf = (state: PanelState) => state.view.inside;
const experimentOf = (state: PanelState) => state.experiment;
const newestOf = (state: PanelState) => stepOfCheckpoint(state.checkpoints.at(-1) ?? '');

/** An experiment that is typed is asked about when it has come to rest. */
const rest = 300;

/** The operations inside the step of a cell at the t looked at. A process finds them out once a person opens them, for all t, or asks for those of a cell elsewhere. */
export function InsideSteps({ scene, onLook }: { readonly scene: Scene; onLook(t: number): void }) {
  const { post } = usePanel();
  const [answer, experiment, newest] = [useSelected(insideOf), useSelected(experimentOf), useSelected(newestOf)];
  const [view, change, trains] = [useSelected(viewOf), useViewChange(), useSelected(trainsOf)];
  const details = useRef<HTMLDetailsElement>(null);
  const open = view?.open === true;
  const [again, setAgain] = useState(false);
  useEffect(() => {
    if (!open || answer) return;
    const timer = setTimeout(() => post({ type: 'inside' }), rest);
    return () => clearTimeout(timer);
  }, [open, answer, experiment]);
  useEffect(() => setAgain(false), [answer]);
  const inside = answer && 'inside' in answer ? answer.inside : undefined;
  const asked = experiment && view?.cell !== undefined ? chainOf(experiment, view.cell) : undefined;
  const shown = useRef<View['inside']>(undefined);
  useEffect(() => {
    if (view?.cell === undefined || !answer || shown.current === view) return;
    details.current?.scrollIntoView({ block: 'start' });
    if (!inside) return; // it may be tried again
    shown.current = view; // once each time that a cell is asked for: who looks elsewhere afterwards stays there
    onLook(columnOfStep(asked === undefined ? undefined : inside.traces[asked], scene.t));
  }, [view, answer]);
  const isOlder = inside !== undefined && newest !== undefined && newest !== inside.at;
  const ask = () => {
    setAgain(true);
    post({ type: 'inside' });
  };
  return (
    <details ref={details} class="inside" open={open} onToggle={({ currentTarget: { open: now } }) => now !== open && change({ inside: { open: now } })}>
      <summary>Inside one step, at {timeOf(scene)}</summary>
      {open && !answer && <p class="muted" role="status">A process goes through the steps of every cell…</p>}
      {open && answer && 'problem' in answer && <p role="alert">{answer.problem} {trains && <button type="button" class="link" disabled={again} onClick={ask}>Try again</button>}</p>}
      {open && inside && (
        <p class="muted">
          {inside.at === undefined ? begun(experiment?.training.startFrom?.file) : `With the parameters of step ${inside.at}.`}
          {isOlder && <> <button type="button" class="link" disabled={again} onClick={ask}>{again ? 'Looking…' : `Those of step ${newest}`}</button></>}
        </p>
      )}
      {open && inside && <Layers traces={inside.traces} scene={scene} asked={asked} request={view} />}
    </details>
  );
}

const begun = (from: string | undefined): string => (from === undefined ? 'With parameters as they are drawn first.' : `With the parameters that it begins with, of ${from}.`);

/** `t = 5`, `t = 2 of the source`. */
const timeOf = ({ t, source }: Pick<Scene, 't' | 'source'>): string => (t < source ? `t = ${formatCount(t + 1)} of the source` : `t = ${formatCount(t - source + 1)}`);

interface LayersProps {
  readonly traces: StepTraces;
  readonly scene: Scene;
  /** The chain that is looked at until another is chosen. */
  readonly asked: string | undefined;
  /** What it was asked for by: another, if for the same one, begins with it again. */
  readonly request: View['inside'];
}

function Layers({ traces, scene, asked, request }: LayersProps) {
  const column = scene.t;
  const [chosen, choose] = useState<string>();
  const here = Object.keys(traces).filter((name) => (traces[name]!.of[column] ?? -1) >= 0);
  useEffect(() => choose(undefined), [request]);
  const name = [chosen, asked].find((each) => each !== undefined && here.includes(each)) ?? here[0];
  if (name === undefined) return <p class="muted">No cell has a step here, on the sequence that is looked at.</p>;
  const trace = traces[name]!;
  const graph = trace.graphs[trace.of[column]!]!;
  return (
    <>
      <p>
        {here.length < 2 ? layerTitle(name) : <label>of <select value={name} onChange={(event) => choose(event.currentTarget.value)}>{here.map((each) => <option key={each} value={each}>{layerTitle(each)}</option>)}</select></label>}
        {`: ${graph.operations.length} operation${graph.operations.length === 1 ? '' : 's'}, ${sameness(trace, scene)}`}
      </p>
      <InsideStep graph={graph} values={trace.values[column]!} title={layerTitle(name)} />
    </>
  );
}

function sameness(trace: StepTrace, { t, source }: Scene): string {
  if (trace.graphs.length === 1) return 'the same at every t';
  const { from, to } = sameAround(trace, t);
  return from === to ? 'others than just before and after' : `the same from ${timeOf({ t: from, source })} to ${timeOf({ t: to, source })}`;
}
