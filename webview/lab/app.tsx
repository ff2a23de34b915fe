import { useEffect, useRef, useState } from 'preact/hooks';
import type { FromLab, LabFit, LabTable, ToLab } from '../../src/protocol/lab.ts';
import { isOfSearch } from '../../src/protocol/labSearch.ts';
import { formatCount } from '../shared/format.ts';
import type { Host } from '../shared/vscode.ts';
import { Controls } from './controls.tsx';
import { Diagnostics } from './diagnostics/diagnostics.tsx';
import { Outcome } from './outcome.tsx';
import { Search } from './search/search.tsx';
import { settingsFor } from './settings.ts';
import type { Settings } from './settings.ts';

/** The other side of this page. */
export type LabHost = Host<ToLab, FromLab, Settings>;

interface Opened {
  readonly file: string;
  readonly table: LabTable;
}

/** The page: what is chosen, and what comes of it. Of several fits under way only the last one's answer is shown. */
export function App({ host }: { host: LabHost }) {
  const [opened, setOpened] = useState<Opened>();
  const [settings, setSettings] = useState<Settings>();
  const [fit, setFit] = useState<LabFit>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const serial = useRef(0);

  useEffect(() => {
    const stop = host.listen((message) => {
      if (isOfSearch(message) || message.type === 'diagnosis') return;
      if (message.type === 'table') {
        setOpened(message);
        return setSettings(settingsFor(message.table, host.saved()));
      }
      if (message.serial !== undefined && message.serial !== serial.current) return;
      setBusy(false);
      setProblem(message.type === 'problem' ? message.message : undefined);
      if (message.type === 'fit') setFit(message.fit);
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host]);

  useEffect(() => {
    if (!settings) return;
    host.save(settings);
    setBusy(true);
    host.post({ type: 'fit', serial: ++serial.current, options: settings });
  }, [settings]);

  if (!opened || !settings) return <p class={problem === undefined ? 'situation muted' : 'situation problem'} role="status">{problem ?? 'Reading the table…'}</p>;
  return (
    <main class="lab">
      <header>
        <h1>{opened.file}</h1>
        <span class="muted tabular">{formatCount(opened.table.rows)} rows</span>
        <span class="muted tabular" role="status">{busy ? 'Fitting…' : fit && problem === undefined ? `fitted in ${Math.round(fit.milliseconds)} ms` : ''}</span>
      </header>
      <Controls columns={opened.table.columns} settings={settings} onChange={setSettings} />
      <section aria-busy={busy} class={problem === undefined ? undefined : 'stale'}>
        {problem !== undefined && <p class="problem" role="alert">{problem}</p>}
        {fit && <Outcome fit={fit} />}
        <Search host={host} settings={settings} onUse={setSettings} />
        {fit && <Diagnostics host={host} fit={fit} onRidge={(ridge) => setSettings({ ...settings, ridge })} />}
      </section>
    </main>
  );
}
