import { useEffect, useRef, useState } from 'preact/hooks';
import { diagnosisParts } from '../../../src/protocol/diagnostics.ts';
import type { Diagnoses, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { LabFit } from '../../../src/protocol/lab.ts';
import type { LabHost } from '../app.tsx';
import type { Open } from '../sections.ts';

/** What came of one part: found, or a sentence why not. */
export interface Told<P extends DiagnosisPart> {
  readonly found?: Diagnoses[P];
  readonly missing?: string;
  /** Of which drive, and of which units: of others it is of an earlier fit. */
  readonly of: string;
  /** The fit after which it was asked for and came too late: it is asked for again after another. */
  readonly lateFor?: number;
}

export type AllTold = { readonly [P in DiagnosisPart]?: Told<P> };

interface Question {
  readonly serial: number;
  readonly part: DiagnosisPart;
  readonly of: string;
  readonly fit: number;
}

/**
 * What is told of a fit, part by part: each is asked for when the fit is drawn and the one before is there. What an earlier fit of the
 * same drive was told is not asked for again.
 * @param open parts that are shown @param units whose states are
 */
export function useDiagnoses(host: LabHost, fit: LabFit, open: Open, units: readonly number[]): { readonly told: AllTold; readonly now: (part: DiagnosisPart) => string } {
  const [told, setTold] = useState<AllTold>({});
  const asked = useRef<Question>(undefined);
  const serial = useRef(0);
  const now = (part: DiagnosisPart): string => (part === 'states' ? `${fit.drive} ${units.join()}` : String(fit.drive));
  const isTold = (part: DiagnosisPart): boolean => told[part]?.of === now(part) && (told[part].lateFor ?? fit.id) === fit.id;
  const next = diagnosisParts.find((part) => open.includes(part) && !isTold(part));
  useEffect(() => host.listen((message) => {
    const question = asked.current;
    if (message.type !== 'diagnosis' || message.serial !== question?.serial) return;
    const { diagnosis } = message;
    const answer = 'problem' in diagnosis ? { missing: diagnosis.problem } : diagnosis;
    asked.current = undefined;
    setTold((before) => ({ ...before, [question.part]: { ...answer, of: question.of, ...('isLate' in diagnosis && { lateFor: question.fit }) } }));
  }), [host]);
  useEffect(() => {
    if (next === undefined) return;
    if (asked.current?.part === next && asked.current.of === now(next)) return;
    asked.current = { serial: ++serial.current, part: next, of: now(next), fit: fit.id };
    host.post({ type: 'diagnose', serial: serial.current, request: { drive: fit.drive, part: next, ...(next === 'states' && { units: [...units] }) } });
  }, [next, fit.id, units, told]);
  return { told, now };
}
