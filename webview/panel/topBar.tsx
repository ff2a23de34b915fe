import { formatCount, formatDuration, formatNumber } from '../shared/format.ts';
import { Controls } from './controls.tsx';
import { Knobs } from './knobs.tsx';
import { secondsLeft, situation, situationWords } from './situation.ts';
import type { PanelState } from './store.ts';
import { useSelected } from './useStore.ts';

const situationOf = (state: PanelState) => situation(state);
const statusOf = (state: PanelState) => state.status;
const nameOf = ({ experiment, status }: PanelState) => status?.name ?? experiment?.name ?? '';
const stepsOf = (state: PanelState) => state.steps;
const leftOf = (state: PanelState) => secondsLeft(state);

/** Which run it is, how it is doing, and what can be done with it. */
export function TopBar() {
  const now = useSelected(situationOf);
  const name = useSelected(nameOf);
  return (
    <header class="top-bar">
      <h1 title={name}>{name}</h1>
      <span class={`badge ${now}`} role="status" data-situation={now}>{situationWords[now]}</span>
      <Controls />
      <Progress running={now === 'running'} />
      <span class="spring" />
      <Knobs />
    </header>
  );
}

function Progress({ running }: { running: boolean }) {
  const status = useSelected(statusOf);
  const table = useSelected(stepsOf);
  const left = useSelected(leftOf);
  if (!status) return null;
  const step = Math.max(status.step, table.last('step') ?? 0);
  return (
    <>
      <Fact name="step" text={`${formatCount(step)} / ${formatCount(status.steps)}`} value={step} />
      <progress max={status.steps} value={step} aria-label="Steps done" />
      {running && left !== undefined && <Fact name="left" text={formatDuration(left)} value={left} />}
      <LossFact name="loss" value={table.last('loss') ?? status.loss} />
      <LossFact name="validation" value={status.validationLoss} />
    </>
  );
}

function LossFact({ name, value }: { name: string; value: number | undefined }) {
  return value === undefined ? null : <Fact name={name} text={formatNumber(value)} value={value} />;
}

function Fact({ name, text, value }: { name: string; text: string; value: number }) {
  return <span class="fact" data-fact={name} data-value={value}><span class="muted">{name}</span> <b class="tabular">{text}</b></span>;
}
