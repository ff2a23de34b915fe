import { useEffect, useRef, useState } from 'preact/hooks';

/** A value that changes often, handed on at most once in `interval` milliseconds; the last one always is. */
export function usePaced<T>(value: T, interval: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      setShown(() => value);
    }, shownAt.current + interval - performance.now());
    return () => clearTimeout(timer);
  }, [value]);
  return shown;
}
