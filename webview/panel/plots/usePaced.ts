import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A value that changes often, handed on at most once in `interval` milliseconds; the last one always is. */
export function usePaced<T>(value: T, interval: number): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useLayoutEffect(() => {
    const show = () => {
      shownAt.current = performance.now();
      setShown(() => value);
    };
    const early = shownAt.current + interval - performance.now();
    if (early <= 0) return show();
    const timer = setTimeout(show, early);
    return () => clearTimeout(timer);
  }, [value]);
  return shown;
}
