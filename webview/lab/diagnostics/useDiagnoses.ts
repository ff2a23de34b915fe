import { useEffect, useRef, useState } from 'preact/hooks';
import { diagnosisParts } from '../../../src/protocol/diagnostics.ts';
import type { Diagnoses, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import type { LabFit } from '../../../src/protocol/lab.ts';
import type { LabHost } from '../app.tsx';

/** What came of one part: found, or a sentence why not. */
export interface Told<P extends DiagnosisPart> {
  readonly found?: Diagnoses[P];
  readonly missing?: string;
  /** Of which options, as text: of others it is of an earlier fit. */
  readonly of: string;
}

export type AllTold = { readonly [P in DiagnosisPart]?: Told<P> };

/** The options that what is told depends on: another ridge changes nothing of it. */
const optionsOf = ({ ridge: _ridge, runs: _runs, ...options }: EchoStateOptions): string => JSON.stringify(options);

/**
 * What is told of a fit, part by part: each is asked for when the fit is drawn and the one before is there. What an earlier fit had in
 * common is not asked for again.
 * @param open parts that are shown @param units whose states are
 */
export function useDiagnoses(host: LabHost, fit: LabFit, open: ReadonlySet<DiagnosisPart>, units: readonly number[]): { readonly told: AllTold; readonly now: (part: DiagnosisPart) => string } {
  const [told, setTold] = useState<AllTold>({});
  const asked = useRef<{ readonly serial: number; readonly part: DiagnosisPart; readonly of: string }>(undefined);
  const serial = useRef(0);
  const options = optionsOf(fit.report.options);
  const now = (part: DiagnosisPart): string => (part === 'states' ? `${options} ${units.join()}` : options);
  const next = diagnosisParts.find((part) => open.has(part) && told[part]?.of !== now(part));
  useEffect(() => host.listen((message) => {
    const question = asked.current;
    if (message.type !== 'diagnosis' || message.serial !== question?.serial) return;
    const { diagnosis } = message;
    const answer = 'problem' in diagnosis ? { missing: diagnosis.problem } : diagnosis;
    asked.current = undefined;
    setTold((before) => ({ ...before, [question.part]: { ...answer, of: question.of } }));
  }), [host]);
  useEffect(() => {
    if (next === undefined) return;
    if (asked.current?.part === next && asked.current.of === now(next)) return;
    asked.current = { serial: ++serial.current, part: next, of: now(next) };
    host.post({ type: 'diagnose', serial: serial.current, request: { part: next, ...(next === 'states' && { units: [...units] }) } });
  }, [next, options, units, told]);
  return { told, now };
}
