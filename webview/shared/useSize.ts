import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of an element without padding, in CSS pixels, as it changes. Zero before it was laid out. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    setSize(innerSize(element.current!)); // before the first picture; the observer comes after it
    let frame = 0;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setSize((before) => (before.width === width && before.height === height ? before : { width, height }))); // a new layout within the observer's own round is an error
    });
    observer.observe(element.current!);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, []);
  return size;
}

function innerSize(element: HTMLElement): Size {
  const { width, height } = element.getBoundingClientRect();
  return { width: width - (element.offsetWidth - element.clientWidth), height: height - (element.offsetHeight - element.clientHeight) };
}
