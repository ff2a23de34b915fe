import { echoStateRanges } from '../../src/protocol/echoState.ts';
import { formatNumber } from '../shared/format.ts';
import { WrittenNumber } from './numberField.tsx';
import { placeOf, placesOf, valueAfter, valueAt } from './settings.ts';
import type { Slider } from './settings.ts';

interface SliderProps {
  readonly slider: Slider;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider, and the number that it stands at, which can be written as well. Arrow keys go to the next number, page keys a tenth of the way. Of a leak rate α is said, too. */
export function SliderField({ slider, value, disabled = false, onChange }: SliderProps) {
  const [least, most, whole] = echoStateRanges[slider.name];
  const alpha = slider.name === 'leakRate' ? ` (α ${formatNumber(1 - value)})` : '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const places = placesOf(event.key);
    if (places === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // by itself it moves by a place, which may say the same number
    const next = valueAfter(slider, value, places);
    if (next !== value) onChange(next);
  };
  return (
    <fieldset class="slider" title={slider.hover} disabled={disabled}>
      <span><span>{slider.label}<span class="muted">{alpha}</span></span>
        <WrittenNumber label={`${slider.label}, written`} value={value} range={[least, most]} whole={whole !== undefined} onChange={onChange} />
      </span>
      <input type="range" min={0} max={1000} value={placeOf(slider, value)} aria-label={slider.label} aria-valuetext={`${formatNumber(value)}${alpha}`} onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => onChange(valueAt(slider, currentTarget.valueAsNumber))} />
    </fieldset>
  );
}
