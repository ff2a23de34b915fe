import { useMemo, useState } from 'preact/hooks';
import { searchDefaults } from '../../../src/protocol/search.ts';
import { section } from '../sections.ts';
import type { SectionsProps } from '../sections.ts';
import type { Settings } from '../settings.ts';
import './search.css';
import { firstForm, namesFor, requestOf } from './form.ts';
import { isStillSet } from './found.ts';
import { Ranges } from './ranges.tsx';
import { Seeds } from './seeds.tsx';
import { Trials } from './trials.tsx';
import type { useFound } from './useFound.ts';

interface SearchProps extends SectionsProps {
  /** Kept by the page: a search goes on while it is not seen. */
  readonly found: ReturnType<typeof useFound>;
  readonly settings: Settings;
  /** Puts a trial's settings into the controls. */
  readonly onUse: (settings: Settings) => void;
}

/** Looks for better settings, and shows how much the seed matters. */
export function Search({ found: { searches, start, stop }, settings, onUse, ...sections }: SearchProps) {
  const [form, setForm] = useState(firstForm);
  const { settings: found, seeds } = searches;
  const searchable = namesFor(settings);
  const isNow = found !== undefined && isStillSet(found, settings);
  const picture = useMemo(() => found && <Trials found={found} isNow={isNow} onUse={onUse} />, [found, isNow, onUse]);
  return (
    <>
      <details class="search" data-search="settings" {...section(sections, 'settings')}>
        <summary><h2>Search</h2> <span class="muted">for better settings</span></summary>
        <p class="muted">What is set and others drawn between these ends are fitted on the part that is learnt from, of which {settings.pool === 'none' ? 'the end is' : 'some series are'} kept back to judge them. {settings.pool === 'none' ? 'The part tested with is' : 'The series tested with are'} not looked at: it stays an honest test of what you choose.</p>
        {settings.above.slice(0, settings.layers - 1).some((own) => Object.keys(own).some((name) => name !== 'inputScaling')) && <p class="muted" role="note">What a layer has of its own stays as it is: what is searched over is of the others.</p>}
        <Ranges form={form} searchable={searchable} isRunning={found?.state === 'running'} onChange={setForm} onStart={() => start(requestOf(form, searchable), settings)} onStop={stop} />
        {picture}
      </details>
      <Seeds found={seeds} section={section(sections, 'seeds')} onStart={(trials) => start({ ...searchDefaults, method: 'seeds', trials, ranges: {} }, settings)} onStop={stop} isNow={seeds !== undefined && isStillSet(seeds, settings)} />
    </>
  );
}
