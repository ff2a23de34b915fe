import { useEffect, useState } from 'preact/hooks';

/** A value once the page that has it is painted: what takes longer to draw does not hold up the first picture. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => setPainted(() => value), [value]);
  return painted;
}
