import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { layerName, ownWords, settingsOfLayer, withOfLayer } from './layerSettings.ts';
import type { ChosenLayer } from './layerSettings.ts';
import { names } from './search/names.ts';
import { reservoirSliders } from './settings.ts';
import type { Settings } from './settings.ts';
import { SliderField } from './sliderField.tsx';

interface ReservoirControlsProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** How many reservoirs there are: above the others. */
  readonly layers: ComponentChildren;
  /** The numbers that go with them. */
  readonly children: ComponentChildren;
}

const topologies = [['random', 'random'], ['cycle', 'a ring'], ['delayLine', 'a delay line']] as const;

const labels = { ...names, topology: 'Topology' };

/** What is chosen of the reservoir; of several, of all together or of one. */
export function ReservoirControls({ settings, onChange, layers, children }: ReservoirControlsProps) {
  const [wanted, setWanted] = useState<ChosenLayer>('all');
  const layer = wanted === 'all' || wanted >= settings.layers ? 'all' : wanted;
  const own = settingsOfLayer(settings, layer);
  const isLowest = layer === 'all' || layer === 0;
  const words = layer === 'all' ? ownWords(settings, labels) : undefined;
  const shown = reservoirSliders.filter(({ name }) => name !== 'feedback' || (isLowest && settings.pool === 'none'));
  return (
    <div role="group" aria-labelledby="of-reservoir">
      <h2 id="of-reservoir">Reservoir</h2>
      {layers}
      {settings.layers > 1 && (
        <label title="Whose topology and sliders stand below: of all layers at once, or of one.">Sliders of
          <select value={String(layer)} onChange={({ currentTarget: { value } }) => setWanted(value === 'all' ? 'all' : Number(value))}>
            <option value="all">all layers</option>
            {Array.from({ length: settings.layers }, (_, k) => <option key={k} value={String(k)}>{layerName(k, settings.layers)}</option>)}
          </select>
        </label>
      )}
      {words !== undefined && <p class="muted">{words}</p>}
      <label>Topology
        <select value={own.topology} onChange={({ currentTarget }) => onChange(withOfLayer(settings, layer, { topology: currentTarget.value as Settings['topology'] }))}>
          {topologies.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
        </select>
      </label>
      {shown.map((slider) => {
        const of = slider.name === 'inputScaling' && !isLowest ? { ...slider, hover: 'How strongly the states of the layer below drive the units: 1/√n unless set, n being how many these are.' } : slider;
        const { name } = of;
        return name === 'feedback'
          ? <SliderField key={name} slider={of} value={settings.feedback} onChange={(value) => onChange({ ...settings, feedback: value })} />
          : <SliderField key={name} slider={of} value={own[name]} disabled={name === 'density' && own.topology !== 'random'} onChange={(value) => onChange(withOfLayer(settings, layer, { [name]: value }))} />;
      })}
      {children}
    </div>
  );
}
