import type { ComponentChildren } from 'preact';
import type { LabTable } from '../../src/protocol/lab.ts';
import type { Settings } from './settings.ts';
import { withInputToggled, withMoreToggled, withPool, withTarget } from './settings.ts';

interface SeriesControlsProps {
  readonly table: LabTable;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** The numbers that go with them. */
  readonly children: ComponentChildren;
}

const answers = [['none', 'numbers'], ['mean', 'a class (mean state)'], ['last', 'a class (last state)']] as const;

/** A list that is longer than its box begins where the first that is chosen is seen. */
function toFirstChosen(box: HTMLFieldSetElement | null): void {
  const first = box?.querySelector(':checked')?.closest('label');
  if (box && first && first.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom) box.scrollTop = first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
}

/** What of a table is read, what is to be said of it, and what its series are. */
export function SeriesControls({ table: { columns, files }, settings, onChange, children }: SeriesControlsProps) {
  const { inputs, target, moreTargets, series, pool } = settings;
  const others = columns.filter((name) => name !== target);
  const choice = (label: string, hover: string, value: string, names: readonly (readonly [value: string, name: string])[], onChoice: (value: string) => void) => (
    <label title={hover}>{label}
      <select aria-label={label} value={value} title={value} onChange={({ currentTarget }) => onChoice(currentTarget.value)}>
        {names.map(([each, name]) => <option key={each} value={each}>{name}</option>)}
      </select>
    </label>
  );
  const columnNames = columns.map((name) => [name, name] as const);
  const checks = (title: string, said: string, names: readonly string[], chosen: readonly string[], onToggle: (name: string) => void) => (
    <fieldset ref={toFirstChosen}>
      <legend>{title}</legend>
      {names.map((name) => (
        <label key={name}><input type="checkbox" aria-label={`${said}${name}`} checked={chosen.includes(name)} onChange={() => onToggle(name)} />{name}</label>
      ))}
    </fieldset>
  );
  return (
    <div role="group" aria-labelledby="of-series">
      <h2 id="of-series">Series</h2>
      {choice('Says', 'Numbers at each row, or one class of each series as a whole, told from the mean of its states or from the last of them.', pool, answers, (value) => onChange(withPool(settings, value as Settings['pool'], columns)))}
      {choice(pool === 'none' ? 'Target' : 'Class', pool === 'none' ? 'The column that it is to say.' : 'The column that names the class of a series: one in all its rows.', target, columnNames, (value) => onChange(withTarget(settings, value)))}
      {pool === 'none' && others.length > 0 && checks('Says as well', 'say ', others, moreTargets, (name) => onChange(withMoreToggled(settings, name)))}
      {checks('Reads', '', pool === 'none' ? columns : others, inputs, (name) => onChange(withInputToggled(settings, name)))}
      {choice('Series by', 'The column whose rows of one value are a series of their own: each begins anew, with a washout of its own, and whole ones are kept to test with.', series, [['', files === undefined ? 'all rows are one' : 'each file is one'], ...columnNames], (value) => onChange({ ...settings, series: value }))}
      {children}
    </div>
  );
}
