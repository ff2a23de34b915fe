import { useState } from 'preact/hooks';
import type { FromPanel } from '../../src/protocol/panel.ts';
import { situation } from './situation.ts';
import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

const experimentOf = (state: PanelState) => state.experiment;
const turnableOf = (state: PanelState) => state.controllable && ['running', 'paused'].includes(situation(state));

type Knob = Extract<FromPanel, { type: 'set' }>['knob'];

/** Values that can be changed while the run goes on. */
export function Knobs() {
  const experiment = useSelected(experimentOf);
  const turnable = useSelected(turnableOf);
  if (!experiment) return null;
  const { optimiser, clip, readout } = experiment.training;
  if (readout.kind === 'ridge') return null;
  return (
    <div class="knobs" role="group" aria-label="Knobs">
      <KnobField knob="learningRate" label="Learning rate" value={optimiser.learningRate} enabled={turnable} />
      {clip.kind !== 'none' && <KnobField knob="clipThreshold" label={`Clip ${clip.kind}`} value={clip.threshold} enabled={turnable} />}
    </div>
  );
}

/** Takes effect on Enter or when left; a value that is not above zero is marked and not sent. */
function KnobField({ knob, label, value, enabled }: { knob: Knob; label: string; value: number; enabled: boolean }) {
  const { post } = usePanel();
  const [text, setText] = useState(String(value));
  const [sent, setSent] = useState(value);
  const number = Number(text);
  const valid = text.trim() !== '' && Number.isFinite(number) && number > 0;
  const send = () => {
    if (!valid || number === sent) return;
    setSent(number);
    post({ type: 'set', knob, value: number });
  };
  return (
    <label title={valid ? `${label}, from the next step on. Enter sets it.` : 'A number above zero, such as 0.001.'}>
      <span class="muted">{label}</span>
      <input class="narrow" inputMode="decimal" value={text} disabled={!enabled} aria-invalid={!valid} data-knob={knob}
        onInput={(event) => setText(event.currentTarget.value)} onBlur={send} onKeyDown={(event) => event.key === 'Enter' && send()} />
    </label>
  );
}
