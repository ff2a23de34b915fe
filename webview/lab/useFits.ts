import { useEffect, useRef, useState } from 'preact/hooks';
import type { LabClasses, LabFit, LabFreeRun } from '../../src/protocol/lab.ts';
import { isOfSearch } from '../../src/protocol/labSearch.ts';
import type { LabHost } from './app.tsx';
import type { Settings } from './settings.ts';

/** What came of the settings, as far as it came. */
export interface Fits {
  readonly fit?: LabFit | LabClasses;
  /** Of that fit: what it says when it goes on from itself, or why that is not known. */
  readonly freeRun?: LabFreeRun | { readonly problem: string };
  readonly problem?: string;
  readonly busy: boolean;
  /** How much of a long fit is done, or of the reading of its table. */
  readonly share?: number;
  readonly isReading?: boolean;
}

/** While a slider moves, a fit that is about to end is waited for, so that there is a picture on the way: for as long as the one before took, and at most for so many milliseconds. */
const mostPatience = 250;

interface Under {
  readonly since: number;
  timer?: ReturnType<typeof setTimeout>;
  next?: Settings;
}

/** Fits what is asked for, at once: before the page shows what was chosen. Of several under way only the last one's answer is shown. */
export function useFits(host: LabHost): Fits & { readonly ask: (settings: Settings) => void } {
  const [fits, setFits] = useState<Fits>({ busy: false });
  const serial = useRef(0);
  const pending = useRef<Under | undefined>(undefined);
  const usual = useRef(0);

  const send = (asked: Settings): void => {
    pending.current = { since: performance.now() };
    host.post({ type: 'fit', serial: ++serial.current, options: asked });
    setFits((before) => ({ ...before, busy: true }));
  };
  const ask = (asked: Settings): void => {
    const under = pending.current;
    if (!under) return send(asked);
    under.next = asked;
    under.timer ??= setTimeout(() => { if (pending.current === under) send(under.next!); }, Math.min(mostPatience, 2 * usual.current) - (performance.now() - under.since));
  };
  const answered = (): void => {
    const { since = 0, timer, next } = pending.current ?? {};
    clearTimeout(timer);
    usual.current = performance.now() - since;
    pending.current = undefined;
    if (next) send(next);
  };

  useEffect(() => host.listen((message) => {
    if (isOfSearch(message) || message.type === 'diagnosis' || message.type === 'table' || message.type === 'saved') return;
    if (message.serial !== serial.current) return; // what has none is of the table
    if (message.type === 'freeRun') return setFits((before) => ({ ...before, freeRun: message.freeRun }));
    if (message.type === 'progress') return setFits((before) => (before.busy ? { ...before, share: message.share, isReading: message.isReading === true } : before));
    setFits(({ fit, freeRun }) => message.type === 'fit'
      ? { fit: message.fit, busy: false }
      : { ...(fit && { fit }), ...(freeRun && { freeRun }), problem: message.message, busy: false });
    answered();
  }), [host]);

  return { ...fits, ask };
}
