import { echoStateRanges } from '../../src/protocol/echoState.ts';
import type { EchoStateNumber } from '../../src/protocol/echoState.ts';
import type { LabTable } from '../../src/protocol/lab.ts';
import { NumberField } from './numberField.tsx';
import { SeriesControls } from './seriesControls.tsx';
import { withOfLayer } from './layerSettings.ts';
import { ReservoirControls } from './reservoirControls.tsx';
import { readoutSliders, withReadout } from './settings.ts';
import type { Settings, Slider } from './settings.ts';
import { SliderField } from './sliderField.tsx';

interface ControlsProps {
  readonly table: LabTable;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

const readouts = [['ridge', 'ridge regression'], ['rls', 'recursive least squares'], ['lms', 'least mean squares'], ['force', 'FORCE']] as const;

/** What is chosen: of the series, of the reservoir, of the readout. */
export function Controls({ table, settings, onChange }: ControlsProps) {
  const { inputs, target, readInputs, squares, pool, layers, readLayers } = settings;
  const ofClasses = pool !== 'none';
  const readout = ofClasses ? 'ridge' : settings.readout;
  const whole = (name: EchoStateNumber, label: string, hover: string, least = echoStateRanges[name][0]) => (
    <NumberField label={label} hover={hover} value={settings[name]} range={[least, echoStateRanges[name][1]]} whole={echoStateRanges[name][2] !== undefined} onChange={(value) => onChange({ ...settings, [name]: value })} />
  );
  const slider = (one: Slider) => (
    <SliderField key={one.name} slider={one} value={settings[one.name]} onChange={(value) => onChange(one.name === 'noise' ? withOfLayer(settings, 'all', { noise: value }) : { ...settings, [one.name]: value })} />
  );
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <SeriesControls table={table} settings={settings} onChange={onChange}>
        {!ofClasses && whole('horizon', 'Rows ahead', 'The horizon: how many rows after the one that is read the target stands.', inputs.includes(target) ? 1 : 0)}
        {whole('test', 'Share to test', ofClasses ? 'The share of series of each class that is not learnt from, drawn by the seed.' : 'The share of rows at the end that is not learnt from; of several series, of whole ones.')}
        {whole('washout', 'Washout', 'How many of the first rows of a series only bring the reservoir into its stride.')}
      </SeriesControls>
      <ReservoirControls settings={settings} onChange={onChange} layers={whole('layers', 'Layers', 'How many reservoirs stand one on another: each reads the states of the one below it.')}>
        {whole('seed', 'Seed', 'What the weights are drawn by: another seed is another network of the same kind.')}
      </ReservoirControls>
      <div role="group" aria-labelledby="of-readout">
        <h2 id="of-readout">Readout</h2>
        <label>Learnt by
          <select value={readout} disabled={ofClasses} title={ofClasses ? 'Classes are told by ridge regression.' : undefined} onChange={({ currentTarget }) => onChange(withReadout(settings, currentTarget.value as Settings['readout']))}>
            {readouts.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        </label>
        {layers > 1 && (
          <label title="Whose states the readout reads.">Reads
            <select value={readLayers} onChange={({ currentTarget }) => onChange({ ...settings, readLayers: currentTarget.value as Settings['readLayers'] })}>
              <option value="all">all layers</option>
              <option value="last">the uppermost layer</option>
            </select>
          </label>
        )}
        {readoutSliders.filter(({ name }) => name !== 'ridge' || readout !== 'lms').map(slider)}
        {(readout === 'rls' || readout === 'force') && whole('forgetting', 'Forgetting', 'What was seen k steps ago counts this to the power of k: 1 forgets nothing.')}
        {readout === 'lms' && whole('stepSize', 'Step size', 'The share of its error that each step takes away.')}
        <label class="check"><input type="checkbox" checked={readInputs} onChange={() => onChange({ ...settings, readInputs: !readInputs })} />reads the inputs, too</label>
        <label class="check"><input type="checkbox" checked={squares} onChange={() => onChange({ ...settings, squares: !squares })} />and the squares of what it reads</label>
      </div>
    </form>
  );
}
