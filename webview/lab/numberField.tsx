import { useRef, useState } from 'preact/hooks';

interface NumberFieldProps {
  readonly label: string;
  readonly hover: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly whole: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that is written. What is none, or out of range, is shown to be and not taken; Escape takes back what was written. */
export function NumberField({ label, hover, ...field }: NumberFieldProps) {
  return <label title={hover}>{label}<WrittenNumber label={label} {...field} /></label>;
}

/** The field alone. */
export function WrittenNumber({ label, value, range: [least, most], whole, onChange }: Omit<NumberFieldProps, 'hover'>) {
  const written = useRef({ text: textOf(value), value });
  const [, redraw] = useState({});
  if (written.current.value !== value) written.current = { text: isWritten(written.current.text, value) ? written.current.text : textOf(value), value };
  const { text } = written.current;
  const fits = (asked: string) => {
    const number = Number(asked);
    return asked.trim() !== '' && number >= least && number <= most && (!whole || Number.isInteger(number));
  };
  const isRight = fits(text);
  return (
    <input type="text" inputMode="decimal" class="tabular" aria-label={label} value={text} aria-invalid={!isRight} title={isRight ? undefined : `${whole ? 'A whole number' : 'A number'} from ${textOf(least)} to ${textOf(most)}`}
      onInput={({ currentTarget }) => {
        written.current = { text: currentTarget.value, value };
        redraw({});
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || text === textOf(value)) return;
        written.current = { text: textOf(value), value };
        redraw({});
      }}
      onChange={({ currentTarget }) => fits(currentTarget.value) && Number(currentTarget.value) !== value && onChange(Number(currentTarget.value))} />
  );
}

/** A number in all its digits, a tiny one by its exponent: 1.1e-6. */
const textOf = (value: number): string => (value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value));

/** Whether a text says a number: what a person wrote is left as it was written. */
const isWritten = (text: string, value: number): boolean => text.trim() !== '' && Number(text) === value;
