import { useEffect, useRef, useState } from 'preact/hooks';
import type { DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { LabHost } from '../app.tsx';
import { nextQuestion, subjectOf, withAnswer } from './told.ts';
import type { AllTold, Question, Wanted } from './told.ts';

/**
 * What is told of a fit, part by part: each is asked for when the fit is drawn and the one before is there. What an earlier fit of the
 * same drive was told is not asked for again.
 */
export function useDiagnoses(host: LabHost, wanted: Wanted): { readonly told: AllTold; readonly now: (part: DiagnosisPart) => string } {
  const [told, setTold] = useState<AllTold>({});
  const asked = useRef<Question & { readonly serial: number }>(undefined);
  const serial = useRef(0);
  const { fit, units, layer } = wanted;
  const next = nextQuestion(told, wanted);
  useEffect(() => host.listen((message) => {
    const question = asked.current;
    if (message.type !== 'diagnosis' || message.serial !== question?.serial) return;
    asked.current = undefined;
    setTold((before) => withAnswer(before, question, message.diagnosis));
  }), [host]);
  useEffect(() => {
    if (!next || asked.current?.part === next.part && asked.current.of === next.of) return;
    asked.current = { ...next, serial: ++serial.current };
    host.post({ type: 'diagnose', serial: serial.current, request: { drive: fit.drive, part: next.part, ...(next.part === 'states' && { units: [...units] }), ...(next.part === 'spectrum' && { layer }) } });
  }, [next?.part, fit.id, units, layer, told]);
  return { told, now: (part) => subjectOf(part, wanted) };
}
