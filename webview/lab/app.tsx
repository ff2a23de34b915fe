import { useEffect, useState } from 'preact/hooks';
import type { FromLab, LabState, LabTable, ToLab } from '../../src/protocol/lab.ts';
import { formatCount } from '../shared/format.ts';
import type { Host } from '../shared/vscode.ts';
import { Controls } from './controls.tsx';
import { Diagnostics } from './diagnostics/diagnostics.tsx';
import { Outcome } from './outcome.tsx';
import { Search } from './search/search.tsx';
import { settingsFor } from './settings.ts';
import type { Settings } from './settings.ts';
import { useFits } from './useFits.ts';
import type { Fits } from './useFits.ts';

/** The other side of this page. */
export type LabHost = Host<ToLab, FromLab, LabState>;

interface Opened {
  readonly file: string;
  readonly source: string;
  readonly table: LabTable;
}

/** The page: what is chosen, and what comes of it. */
export function App({ host }: { host: LabHost }) {
  const [opened, setOpened] = useState<Opened>();
  const [settings, setSettings] = useState<Settings>();
  const [exponent, setExponent] = useState(host.saved()?.exponent ?? 0);
  const [unreadable, setUnreadable] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const fits = useFits(host, settings);
  const { fit, problem, busy } = fits;

  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.type === 'saved') return setSaved(message.file);
      if (message.type === 'problem' && message.serial === undefined) return setUnreadable(message.message);
      if (message.type !== 'table') return;
      setOpened(message);
      setSettings(settingsFor(message.table, host.saved()));
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host]);

  useEffect(() => {
    setSaved(undefined);
    if (opened && settings) host.save({ source: opened.source, settings, exponent });
  }, [opened, settings, exponent]);

  if (!opened || !settings) return <p class={unreadable === undefined ? 'situation muted' : 'situation problem'} role="status">{unreadable ?? 'Reading the table…'}</p>;
  return (
    <main class="lab">
      <header>
        <h1>{opened.file}</h1>
        <span class="muted tabular">{formatCount(opened.table.rows)} rows</span>
        <span class="muted tabular" role="status">{statusOf(fits)}</span>
        {busy && fits.share !== undefined && <button type="button" onClick={() => host.post({ type: 'cancel' })}>Cancel</button>}
        <button type="button" class="save" disabled={!fit || busy || problem !== undefined} onClick={() => host.post({ type: 'save', options: settings })}>Save…</button>
        {saved !== undefined && <span class="muted">saved as {saved}</span>}
      </header>
      <Controls columns={opened.table.columns} settings={settings} onChange={setSettings} />
      <section aria-busy={busy} class={problem === undefined ? undefined : 'stale'}>
        {problem !== undefined && <p class="problem" role="alert">{problem}</p>}
        {fit && <Outcome fit={fit} freeRun={fits.freeRun} exponent={exponent} onExponent={setExponent} />}
        <Search host={host} settings={settings} onUse={setSettings} />
        {fit && <Diagnostics host={host} fit={fit} onRidge={(ridge) => setSettings({ ...settings, ridge })} />}
      </section>
    </main>
  );
}

function statusOf({ fit, busy, problem, share }: Fits): string {
  if (busy) return share === undefined ? 'Fitting…' : `Fitting… ${Math.floor(100 * share)} %`;
  return fit && problem === undefined ? `fitted in ${Math.round(fit.milliseconds)} ms` : '';
}
