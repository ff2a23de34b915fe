import { formatNumber } from '../shared/format.ts';
import { placeOf, sliders, valueAt, withInputs, withTarget } from './settings.ts';
import type { Settings, Slider } from './settings.ts';

interface ControlsProps {
  readonly columns: readonly string[];
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** Columns and sliders. */
export function Controls({ columns, settings, onChange }: ControlsProps) {
  const { inputs, target, horizon, washout, seed } = settings;
  const toggled = (name: string) => (inputs.includes(name) ? inputs.filter((input) => input !== name) : [...inputs, name]);
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <label>Target
        <select value={target} onChange={({ currentTarget }) => onChange(withTarget(settings, currentTarget.value))}>
          {columns.map((name) => <option key={name} value={name}>{name}</option>)}
        </select>
      </label>
      <fieldset>
        <legend>Reads</legend>
        {columns.map((name) => (
          <label key={name}><input type="checkbox" checked={inputs.includes(name)} onChange={() => onChange(withInputs(settings, toggled(name)))} />{name}</label>
        ))}
      </fieldset>
      <Whole label="Rows ahead" value={horizon} least={inputs.includes(target) ? 1 : 0} onChange={(value) => onChange({ ...settings, horizon: value })} />
      <Whole label="Washout" value={washout} least={0} onChange={(value) => onChange({ ...settings, washout: value })} />
      <Whole label="Seed" value={seed} least={0} onChange={(value) => onChange({ ...settings, seed: value })} />
      {sliders.map((slider) => <SliderField key={slider.name} slider={slider} value={settings[slider.name]} onChange={(value) => onChange({ ...settings, [slider.name]: value })} />)}
    </form>
  );
}

interface WholeProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly onChange: (value: number) => void;
}

/** A whole number; what is none is not taken. */
function Whole({ label, value, least, onChange }: WholeProps) {
  return (
    <label>{label}
      <input type="number" min={least} step={1} value={value}
        onChange={({ currentTarget: { valueAsNumber } }) => Number.isInteger(valueAsNumber) && valueAsNumber >= least && onChange(valueAsNumber)} />
    </label>
  );
}

interface SliderProps {
  readonly slider: Slider;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Of a leak rate α is written, too. */
function SliderField({ slider, value, onChange }: SliderProps) {
  const written = slider.name === 'leakRate' ? `${formatNumber(value)} (α ${formatNumber(1 - value)})` : formatNumber(value);
  return (
    <label class="slider" title={slider.hover}>
      <span>{slider.label} <output class="tabular">{written}</output></span>
      <input type="range" min={0} max={1000} value={placeOf(slider, value)} aria-label={slider.label} aria-valuetext={written}
        onInput={({ currentTarget }) => onChange(valueAt(slider, currentTarget.valueAsNumber))} />
    </label>
  );
}
