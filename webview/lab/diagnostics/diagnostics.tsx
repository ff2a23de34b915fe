import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { mostUnitsShown } from '../../../src/protocol/diagnostics.ts';
import type { Diagnoses, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { LabFit } from '../../../src/protocol/lab.ts';
import type { LabHost } from '../app.tsx';
import { layerName } from '../layerSettings.ts';
import { section } from '../sections.ts';
import type { SectionsProps } from '../sections.ts';
import { EchoTest } from './echoTest.tsx';
import { Memory } from './memory.tsx';
import { RidgePath } from './ridgePath.tsx';
import { SingularValues } from './singularValues.tsx';
import { Eigenvalues } from './eigenvalues.tsx';
import { States } from './states.tsx';
import { unitsOf } from './words.ts';
import { useDiagnoses } from './useDiagnoses.ts';

const titles: Readonly<Record<DiagnosisPart, string>> = {
  states: 'Reservoir states', echo: 'Echo state test', spectrum: 'Eigenvalues of W', ridge: 'Error against λ', singular: 'Singular values', memory: 'Memory',
};

interface Props extends SectionsProps {
  readonly host: LabHost;
  readonly fit: LabFit;
  readonly onRidge: (ridge: number) => void;
}

/** What there is to know of a fitted network besides its errors. It comes in after them, part by part; what is closed is not computed. */
export function Diagnostics({ host, fit, open, onOpen, onRidge }: Props) {
  const [units, setUnits] = useState<readonly number[]>([1, 2, 3, 4, 5, 6]);
  const [chosen, setLayer] = useState(0);
  const { options } = fit.report;
  const layer = chosen < options.layers ? chosen : 0;
  const { told, now } = useDiagnoses(host, { fit, open, units, layer });
  const drawn = <P extends DiagnosisPart>(part: P, draw: (found: Diagnoses[P]) => ComponentChildren, before?: ComponentChildren) => {
    const { found, missing, of } = told[part] ?? {};
    const stale = of !== undefined && of !== now(part);
    const isAwaited = (of === undefined || stale) && open.includes(part);
    return (
      <details {...section({ open, onOpen }, part)} data-diagnosis={part} aria-busy={isAwaited}>
        <summary><h2>{titles[part]}</h2>{isAwaited && <span class="muted">computing…</span>}</summary>
        {before}
        <div class={stale ? 'stale' : undefined}>
          {missing !== undefined && <p class="muted">{missing}</p>}
          {found !== undefined && draw(found as Diagnoses[P])}
        </div>
      </details>
    );
  };
  return (
    <div class="diagnostics">
      {drawn('states', (found) => <States found={found} />, <UnitsField units={units} onUnits={setUnits} />)}
      {drawn('echo', (found) => <EchoTest found={found} spectrum={layer === 0 && told.spectrum?.of === now('spectrum') ? told.spectrum.found : undefined} options={options} />)}
      {drawn('spectrum', (found) => <Eigenvalues found={found} options={options} layer={layer} />, options.layers > 1 && <LayerChoice layers={options.layers} layer={layer} onLayer={setLayer} />)}
      {drawn('ridge', (found) => <RidgePath found={found} options={options} onRidge={onRidge} />)}
      {drawn('singular', (found) => <SingularValues found={found} options={options} />)}
      {drawn('memory', (found) => <Memory found={found} options={options} />)}
    </div>
  );
}

function LayerChoice({ layers, layer, onLayer }: { readonly layers: number; readonly layer: number; readonly onLayer: (layer: number) => void }) {
  return (
    <label class="units">Of which layer
      <select value={String(layer)} onChange={({ currentTarget }) => onLayer(Number(currentTarget.value))}>
        {Array.from({ length: layers }, (_, k) => <option key={k} value={String(k)}>{layerName(k, layers)}</option>)}
      </select>
    </label>
  );
}

function UnitsField({ units, onUnits }: { readonly units: readonly number[]; readonly onUnits: (units: readonly number[]) => void }) {
  const [text, setText] = useState(units.join(', '));
  const invalid = unitsOf(text, mostUnitsShown) === undefined;
  return (
    <label class="units">Which units
      <input type="text" value={text} aria-invalid={invalid} title={`At most ${mostUnitsShown} by their numbers, such as 1-3, 7`} onInput={({ currentTarget: { value } }) => {
        setText(value);
        const named = unitsOf(value, mostUnitsShown);
        if (named) onUnits(named);
      }} />
    </label>
  );
}
