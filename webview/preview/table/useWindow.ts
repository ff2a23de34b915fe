import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { windowOf, type Window } from './window.ts';

/** The rows to draw of a list that scrolls, kept up to date as it does and as its size changes. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number): Window {
  const [place, setPlace] = useState({ scrollTop: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current!;
    const update = () => setPlace({ scrollTop: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(update);
    sizes.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    update();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', update);
    };
  }, [scroller]);
  return windowOf(place.scrollTop, place.height, count);
}
