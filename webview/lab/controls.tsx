import { echoStateRanges } from '../../src/protocol/echoState.ts';
import type { EchoStateNumber } from '../../src/protocol/echoState.ts';
import { NumberField } from './numberField.tsx';
import { readoutSliders, reservoirSliders, withInputs, withTarget } from './settings.ts';
import type { Settings } from './settings.ts';
import { SliderField } from './sliderField.tsx';

interface ControlsProps {
  readonly columns: readonly string[];
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

const topologies = [['random', 'random'], ['cycle', 'a ring'], ['delayLine', 'a delay line']] as const;

const readouts = [['ridge', 'ridge regression'], ['rls', 'recursive least squares'], ['lms', 'least mean squares'], ['force', 'FORCE']] as const;

/** What is chosen: of the series, of the reservoir, of the readout. */
export function Controls({ columns, settings, onChange }: ControlsProps) {
  const { inputs, target, topology, readInputs, squares, readout } = settings;
  const toggled = (name: string) => (inputs.includes(name) ? inputs.filter((input) => input !== name) : [...inputs, name]);
  const whole = (name: EchoStateNumber, label: string, hover: string, least = echoStateRanges[name][0]) => (
    <NumberField label={label} hover={hover} value={settings[name]} range={[least, echoStateRanges[name][1]]} whole={echoStateRanges[name][2] !== undefined} onChange={(value) => onChange({ ...settings, [name]: value })} />
  );
  const slider = (one: (typeof reservoirSliders)[number]) => (
    <SliderField key={one.name} slider={one} value={settings[one.name]} disabled={one.name === 'density' && topology !== 'random'} onChange={(value) => onChange({ ...settings, [one.name]: value })} />
  );
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <div role="group" aria-labelledby="of-series">
        <h2 id="of-series">Series</h2>
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
        {whole('horizon', 'Rows ahead', 'The horizon: how many rows after the one that is read the target stands.', inputs.includes(target) ? 1 : 0)}
        {whole('test', 'Share to test', 'The share of rows at the end that is not learnt from.')}
        {whole('washout', 'Washout', 'How many of the first rows only bring the reservoir into its stride.')}
      </div>
      <div role="group" aria-labelledby="of-reservoir">
        <h2 id="of-reservoir">Reservoir</h2>
        <label>Topology
          <select value={topology} onChange={({ currentTarget }) => onChange({ ...settings, topology: currentTarget.value as Settings['topology'] })}>
            {topologies.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        </label>
        {reservoirSliders.map(slider)}
        {whole('layers', 'Layers', 'How many reservoirs stand one on another; the readout reads them all.')}
        {whole('seed', 'Seed', 'What the weights are drawn by: another seed is another network of the same kind.')}
      </div>
      <div role="group" aria-labelledby="of-readout">
        <h2 id="of-readout">Readout</h2>
        <label>Learnt by
          <select value={readout} onChange={({ currentTarget }) => onChange({ ...settings, readout: currentTarget.value as Settings['readout'] })}>
            {readouts.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        </label>
        {readoutSliders.filter(({ name }) => name !== 'ridge' || readout !== 'lms').map(slider)}
        {(readout === 'rls' || readout === 'force') && whole('forgetting', 'Forgetting', 'What was seen k steps ago counts this to the power of k: 1 forgets nothing.')}
        {readout === 'lms' && whole('stepSize', 'Step size', 'The share of its error that each step takes away.')}
        <label class="check"><input type="checkbox" checked={readInputs} onChange={() => onChange({ ...settings, readInputs: !readInputs })} />reads the inputs, too</label>
        <label class="check"><input type="checkbox" checked={squares} onChange={() => onChange({ ...settings, squares: !squares })} />and the squares of what it reads</label>
      </div>
    </form>
  );
}
