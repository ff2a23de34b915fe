import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isCancelled, isOfClasses } from '../../src/protocol/lab.ts';
import type { FromLab, LabState, LabTable, ToLab } from '../../src/protocol/lab.ts';
import { formatCount } from '../shared/format.ts';
import type { Host } from '../shared/vscode.ts';
import { Classes } from './classes.tsx';
import { Controls } from './controls.tsx';
import { Diagnostics } from './diagnostics/diagnostics.tsx';
import { Outcome } from './outcome.tsx';
import { Search } from './search/search.tsx';
import { useFound } from './search/useFound.ts';
import { openAtFirst } from './sections.ts';
import { settingsFor } from './settings.ts';
import type { Settings } from './settings.ts';
import { useAfterPaint } from './useAfterPaint.ts';
import { useFits } from './useFits.ts';
import type { Fits } from './useFits.ts';

/** The other side of this page. */
export type LabHost = Host<ToLab, FromLab, LabState>;

interface Opened {
  readonly file: string;
  readonly source: string;
  readonly more: readonly string[];
  readonly table: LabTable;
}

/** The page: what is chosen, and what comes of it. A part is drawn again only where something of its own changed. */
export function App({ host }: { host: LabHost }) {
  const [opened, setOpened] = useState<Opened>();
  const [settings, setSettings] = useState<Settings>();
  const [exponent, setExponent] = useState(host.saved()?.exponent ?? 0);
  const [open, setOpen] = useState(host.saved()?.open ?? openAtFirst);
  const [reading, setReading] = useState<Reading>({});
  const [saved, setSaved] = useState<string>();
  const { ask, ...fits } = useFits(host);
  const found = useFound(host);
  const { fit, freeRun, problem, busy } = fits;
  const looked = useAfterPaint(fit);
  const chosen = useRef(settings);
  const choose = (next: Settings): void => {
    chosen.current = next;
    ask(next);
    setSettings(next);
  };

  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.type === 'saved') return setSaved(message.rows === undefined ? message.file : `${message.file}, and its rows as ${message.rows}`);
      if (message.type === 'problem' && message.serial === undefined) return setReading({ problem: message.message });
      if (message.type === 'progress' && message.serial === undefined) return setReading((before) => (before.problem === undefined ? { share: message.share } : before));
      if (message.type !== 'table') return;
      setOpened(message);
      choose(settingsFor(message.table, host.saved()));
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host]);

  useEffect(() => {
    setSaved(undefined);
    if (opened && settings) host.save({ source: opened.source, more: opened.more, settings, exponent, open });
  }, [opened, settings, exponent, open]);

  const controls = useMemo(() => opened && settings && <Controls table={opened.table} settings={settings} onChange={choose} />, [opened, settings]);
  const outcome = useMemo(() => fit && (isOfClasses(fit) ? <Classes fit={fit} /> : <Outcome fit={fit} freeRun={freeRun} isLast={problem === undefined} exponent={exponent} onExponent={setExponent} />), [fit, freeRun, exponent, problem === undefined]);
  const search = useMemo(() => settings && <Search found={found} settings={settings} open={open} onOpen={setOpen} onUse={choose} />, [found.searches, settings, open]);
  const diagnostics = useMemo(() => looked && !isOfClasses(looked) && <Diagnostics host={host} fit={looked} open={open} onOpen={setOpen} onRidge={(ridge) => choose({ ...chosen.current!, ridge })} />, [host, looked, open]);

  if (!opened || !settings) return <Situation reading={reading} onCancel={() => host.post({ type: 'cancel' })} onAgain={() => { setReading({}); host.post({ type: 'ready' }); }} />;
  return (
    <main class="lab">
      <header>
        <h1>{opened.file}</h1>
        <span class="muted tabular">{formatCount(opened.table.rows)} rows</span>
        <span class="muted tabular" role="status">{statusOf(fits)}</span>
        {busy && fits.share !== undefined && <button type="button" onClick={() => host.post({ type: 'cancel' })}>Cancel</button>}
        <button type="button" class="save" disabled={!fit || busy || problem !== undefined} onClick={() => host.post({ type: 'save', options: settings })}>Save…</button>
        {saved !== undefined && <span class="muted">saved as {saved}</span>}
        {problem !== undefined && <div class={isCancelled(problem) ? 'cancelled' : 'problem'}><Said problem={problem} /><button type="button" disabled={busy} onClick={() => choose(settings)}>Fit again</button>{fit && <span class="muted">What stands below is of the fit before.</span>}</div>}
      </header>
      {controls}
      <section aria-busy={busy} class={problem === undefined ? undefined : 'stale'}>
        {opened.table.notes?.map((note) => <p key={note} class="muted note" role="note">{note}</p>)}
        {outcome}
        {search}
        {diagnostics}
      </section>
    </main>
  );
}

/** How far the reading of a long table is, or why there is none. */
interface Reading {
  readonly share?: number;
  readonly problem?: string;
}

/** Before there is a table. */
function Situation({ reading: { share, problem }, onCancel, onAgain }: { readonly reading: Reading; readonly onCancel: () => void; readonly onAgain: () => void }) {
  if (problem !== undefined) return <div class="situation"><Said problem={problem} box="problem" /><button type="button" onClick={onAgain}>Read it again</button></div>;
  return (
    <div class="situation">
      <p class="muted tabular"><span role="status">Reading the table…</span>{share !== undefined && ` ${Math.floor(100 * share)} %`}</p>
      {share !== undefined && <button type="button" onClick={onCancel}>Cancel</button>}
    </div>
  );
}

/** What went wrong; what a person gave up themselves did not. @param box its class, where it has a box of its own */
function Said({ problem, box }: { readonly problem: string; readonly box?: string }) {
  return isCancelled(problem) ? <p class="muted" role="status">{problem}</p> : <p class={box} role="alert">{problem}</p>;
}

function statusOf({ fit, busy, problem, share, isReading }: Fits): string {
  if (busy) return share === undefined ? 'Fitting…' : `${isReading ? 'Reading the table' : 'Fitting'}… ${Math.floor(100 * share)} %`;
  return fit && problem === undefined ? `fitted in ${Math.round(fit.milliseconds)} ms` : '';
}
