import reset from '@vscode/codicons/src/icons/screen-normal.svg';
import { useMemo, useState } from 'preact/hooks';
import { formatCount } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.tsx';
import { useTheme } from '../../shared/useTheme.ts';
import type { PanelState } from '../store.ts';
import type { Table } from '../table.ts';
import { useSelected, useViewChange } from '../useStore.ts';
import { plotDefinitions } from './definitions.ts';
import { Plot } from './plot.tsx';
import { Smoothing } from './smoothingSlider.tsx';
import { usePaced } from './usePaced.ts';
import { wholeRange } from './wholeRange.ts';

const stepsOf = (state: PanelState) => state.steps;
const validationsOf = (state: PanelState) => state.validations;
const viewOf = (state: PanelState) => state.view;
/** Runs from before there was a choice have no unit. */
const symbols: Readonly<Record<string, string>> = { bytes: 'byte', words: 'word' };

const unitOf = ({ experiment }: PanelState) => {
  if (experiment?.training.loss === 'meanSquaredError') return 'mean squared error';
  const data = experiment?.data;
  if (data?.kind === 'text') return `nats per ${symbols[data.unit] ?? 'character'}`;
  return data?.kind === 'labelled' ? 'nats per character' : 'nats';
};

/** Long tables are drawn less often, so that drawing stays a small share of the time: 100,000 steps twice a second. */
function usePlotted(select: (state: PanelState) => Table): Table {
  const table = useSelected(select);
  return usePaced(table, table.rows / 200);
}

/** All plots over one axis of steps, with one cursor. */
export function PlotPane() {
  const steps = usePlotted(stepsOf);
  const validations = usePlotted(validationsOf);
  const unit = useSelected(unitOf);
  const { smoothing, logarithmic, zoom } = useSelected(viewOf);
  const change = useViewChange();
  const theme = useTheme();
  const [cursor, setCursor] = useState<number>();
  const columns = [...steps.names, ...validations.names].join();
  const definitions = useMemo(() => plotDefinitions({ steps, validations }, unit), [columns, unit]);
  const whole = wholeRange(steps);
  const setLogarithmic = (id: string, on: boolean) => {
    const others = logarithmic.filter((other) => other !== id);
    change({ logarithmic: on ? [...others, id] : others });
  };
  return (
    <section class="plot-pane" aria-label="Plots">
      <div class="toolbar">
        <h2>Plots</h2>
        {steps.rows > 0 && <Smoothing value={smoothing} onChange={(value) => change({ smoothing: value })} />}
        <span class="spring" />
        {cursor !== undefined && <span class="muted tabular">step {formatCount(cursor)}</span>}
        {zoom && <button type="button" onClick={() => change({ zoom: undefined })}><Icon svg={reset} />Show all steps</button>}
      </div>
      <div class="plots">
        {steps.rows === 0 ? <p class="muted">Loss, gradients and speed are drawn here from the first step on.</p> : definitions.map((definition) => (
          <Plot key={definition.id} definition={definition} tables={{ steps, validations }} theme={theme}
            smoothing={definition.isSet ? 0 : smoothing} logarithmic={logarithmic.includes(definition.id)} whole={whole} shown={zoom ?? whole} cursor={cursor} onCursor={setCursor}
            onZoom={(range) => change({ zoom: range })} onLogarithmic={(on) => setLogarithmic(definition.id, on)} />
        ))}
      </div>
    </section>
  );
}
