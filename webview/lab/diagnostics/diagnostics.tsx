import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { diagnosisParts, mostUnitsShown } from '../../../src/protocol/diagnostics.ts';
import type { Diagnoses, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { LabFit } from '../../../src/protocol/lab.ts';
import type { LabHost } from '../app.tsx';
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

interface Props {
  readonly host: LabHost;
  readonly fit: LabFit;
  readonly onRidge: (ridge: number) => void;
}

/** What there is to know of a fitted network besides its errors. It comes in after them, part by part; what is closed is not computed. */
export function Diagnostics({ host, fit, onRidge }: Props) {
  const [open, setOpen] = useState<ReadonlySet<DiagnosisPart>>(new Set(diagnosisParts));
  const [units, setUnits] = useState<readonly number[]>([1, 2, 3, 4, 5, 6]);
  const { told, now } = useDiagnoses(host, fit, open, units);
  const { options } = fit.report;
  const section = <P extends DiagnosisPart>(part: P, drawn: (found: Diagnoses[P]) => ComponentChildren, before?: ComponentChildren) => {
    const { found, missing, of } = told[part] ?? {};
    const stale = of !== undefined && of !== now(part);
    const toggled = (isOpen: boolean) => setOpen((all) => new Set(isOpen ? [...all, part] : [...all].filter((each) => each !== part)));
    return (
      <details open={open.has(part)} data-diagnosis={part} aria-busy={of === undefined || stale} onToggle={({ currentTarget }) => currentTarget.open !== open.has(part) && toggled(currentTarget.open)}>
        <summary><h2>{titles[part]}</h2>{(of === undefined || stale) && open.has(part) && <span class="muted">computing…</span>}</summary>
        {before}
        <div class={stale ? 'stale' : undefined}>
          {missing !== undefined && <p class="muted">{missing}</p>}
          {found !== undefined && drawn(found as Diagnoses[P])}
        </div>
      </details>
    );
  };
  return (
    <div class="diagnostics">
      {section('states', (found) => <States found={found} />, <UnitsField units={units} onUnits={setUnits} />)}
      {section('echo', (found) => <EchoTest found={found} spectrum={told.spectrum?.of === now('spectrum') ? told.spectrum.found : undefined} options={options} />)}
      {section('spectrum', (found) => <Eigenvalues found={found} options={options} />)}
      {section('ridge', (found) => <RidgePath found={found} options={options} onRidge={onRidge} />)}
      {section('singular', (found) => <SingularValues found={found} options={options} />)}
      {section('memory', (found) => <Memory found={found} options={options} />)}
    </div>
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
