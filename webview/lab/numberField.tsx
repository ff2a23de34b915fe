import { useEffect, useState } from 'preact/hooks';

interface NumberFieldProps {
  readonly label: string;
  readonly hover: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly whole: boolean;
  readonly onChange: (value: number) => void;
}

/** A number that is written. What is none, or out of range, is shown to be and not taken. */
export function NumberField({ label, hover, ...field }: NumberFieldProps) {
  return <label title={hover}>{label}<WrittenNumber label={label} {...field} /></label>;
}

/** The field alone. */
export function WrittenNumber({ label, value, range: [least, most], whole, onChange }: Omit<NumberFieldProps, 'hover'>) {
  const [text, setText] = useState(String(value));
  useEffect(() => { setText((before) => (Number(before) === value && before.trim() !== '' ? before : String(value))); }, [value]);
  const fits = (written: string) => {
    const number = Number(written);
    return written.trim() !== '' && number >= least && number <= most && (!whole || Number.isInteger(number));
  };
  const isRight = fits(text);
  return (
    <input type="text" inputMode="decimal" class="tabular" aria-label={label} value={text} aria-invalid={!isRight} title={isRight ? undefined : `${whole ? 'A whole number' : 'A number'} from ${least} to ${most}`}
      onInput={({ currentTarget }) => setText(currentTarget.value)}
      onChange={({ currentTarget }) => fits(currentTarget.value) && Number(currentTarget.value) !== value && onChange(Number(currentTarget.value))} />
  );
}
