import { useState } from 'preact/hooks';
import type { FromPanel, PanelStart } from '../../src/protocol/panel.ts';
import { situation } from './situation.ts';
import type { PanelState } from './store.ts';
import { usePanel, useSelected } from './useStore.ts';

const experimentOf = (state: PanelState) => state.experiment;
const turnableOf = (state: PanelState) => state.controllable && ['running', 'paused'].includes(situation(state));

type Knob = Extract<FromPanel, { type: 'set' }>['knob'];
type Experiment = PanelStart['experiment'];

/** Values that can be changed while the run goes on. */
export function Knobs() {
  const experiment = useSelected(experimentOf);
  const turnable = useSelected(turnableOf);
  if (!experiment) return null;
  const { optimiser, clip, readout } = experiment.training;
  if (readout.kind !== 'gradient') return null;
  const forcing = forcingOf(experiment);
  return (
    <div class="knobs" role="group" aria-label="Knobs">
      <KnobField knob="learningRate" label="Learning rate" value={optimiser.learningRate} enabled={turnable} />
      {clip.kind !== 'none' && <KnobField knob="clipThreshold" label={`Clip ${clip.kind}`} value={clip.threshold} enabled={turnable} />}
      {forcing !== undefined && <KnobField knob="teacherForcing" label="Teacher forcing" value={forcing} enabled={turnable} />}
    </div>
  );
}

/** The probability that stays as it is until it is turned; undefined where it follows a schedule, or nothing is forced. */
function forcingOf({ model, training: { teacherForcing } }: Experiment): number | undefined {
  if ((model.recurrence ?? 'hidden') === 'hidden' && !model.encoder) return undefined;
  switch (teacherForcing.kind) {
    case 'always': return 1;
    case 'never': return 0;
    case 'constant': return teacherForcing.probability;
    case 'scheduled': return undefined;
  }
}

/** What a knob takes, as its field says it, and whether a number is among it. */
const above = { takes: 'A number above zero, such as 0.001.', fits: (value: number) => value > 0 };
const takenBy: Readonly<Record<Knob, typeof above>> = {
  learningRate: above, clipThreshold: above,
  teacherForcing: { takes: 'A probability, from 0 to 1.', fits: value => value >= 0 && value <= 1 },
};

/** Takes effect on Enter or when left; a value that the knob does not take is marked and not sent. */
function KnobField({ knob, label, value, enabled }: { knob: Knob; label: string; value: number; enabled: boolean }) {
  const { post } = usePanel();
  const [text, setText] = useState(String(value));
  const [sent, setSent] = useState(value);
  const number = Number(text);
  const valid = text.trim() !== '' && Number.isFinite(number) && takenBy[knob].fits(number);
  const send = () => {
    if (!valid || number === sent) return;
    setSent(number);
    post({ type: 'set', knob, value: number });
  };
  return (
    <label title={valid ? `${label}, from the next step on. Enter sets it.` : takenBy[knob].takes}>
      <span class="muted">{label}</span>
      <input class="narrow" inputMode="decimal" value={text} disabled={!enabled} aria-invalid={!valid} data-knob={knob}
        onInput={(event) => setText(event.currentTarget.value)} onBlur={send} onKeyDown={(event) => event.key === 'Enter' && send()} />
    </label>
  );
}
