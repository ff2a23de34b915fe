import type { SearchedName } from '../../../src/protocol/search.ts';
import type { RangeForm, SearchForm } from './form.ts';
import { names } from './names.ts';

interface RangesProps {
  readonly form: SearchForm;
  /** What may be searched over. */
  readonly searchable: readonly SearchedName[];
  readonly isRunning: boolean;
  readonly onChange: (form: SearchForm) => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
}

const methods = { random: 'Random', halving: 'Successive halving' } as const;
const hovers = {
  random: 'Each trial in full: all that there is to learn from, and all its networks.',
  halving: 'All trials on few rows (of classes, few series) first; the best third of them goes on, with three times as many, again and again; where that is all there is, with three times as many networks (Jamieson & Talwalkar 2016).',
} as const;

/** What is searched over, between which ends, and how. */
export function Ranges({ form, searchable, isRunning, onChange, onStart, onStop }: RangesProps) {
  const change = (name: SearchedName, part: Partial<RangeForm>) => onChange({ ...form, ranges: { ...form.ranges, [name]: { ...form.ranges[name], ...part } } });
  return (
    <form class="ranges" onSubmit={(event) => { event.preventDefault(); onStart(); }}>
      <div class="range-fields">
        {searchable.map((name) => <Range key={name} label={names[name]} range={form.ranges[name]} onChange={(part) => change(name, part)} />)}
      </div>
      <div class="search-fields">
        <label title={hovers[form.method]}>Method
          <select value={form.method} onChange={({ currentTarget }) => onChange({ ...form, method: currentTarget.value as SearchForm['method'] })}>
            {Object.entries(methods).map(([method, label]) => <option key={method} value={method}>{label}</option>)}
          </select>
        </label>
        <Field label="Trials" value={form.trials} onChange={(trials) => onChange({ ...form, trials })} />
        <Field label="Networks of each" value={form.networks} hover="Each drawn with a seed of its own: a trial is as good as they are on average." onChange={(networks) => onChange({ ...form, networks })} />
        <Field label="Drawn with seed" value={form.seed} hover="The same seed tries the same settings, another tries others." onChange={(seed) => onChange({ ...form, seed })} />
        {isRunning ? <button type="button" onClick={onStop}>Stop</button> : <button type="submit" class="primary">Search</button>}
      </div>
    </form>
  );
}

interface RangeProps {
  readonly label: string;
  readonly range: RangeForm;
  readonly onChange: (part: Partial<RangeForm>) => void;
}

function Range({ label, range: { isSearched, from, to }, onChange }: RangeProps) {
  const end = (which: 'from' | 'to', value: string) => (
    <input type="text" inputMode="decimal" aria-label={`${label}, ${which}`} value={value} disabled={!isSearched} onInput={({ currentTarget }) => onChange({ [which]: currentTarget.value })} />
  );
  return (
    <div class="range">
      <label><input type="checkbox" checked={isSearched} aria-label={`Search over ${label}`} onChange={({ currentTarget }) => onChange({ isSearched: currentTarget.checked })} />{label}</label>
      {end('from', from)}<span class="muted">to</span>{end('to', to)}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly hover?: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, value, hover, onChange }: FieldProps) {
  return <label title={hover}>{label}<input type="text" inputMode="numeric" value={value} onInput={({ currentTarget }) => onChange(currentTarget.value)} /></label>;
}
