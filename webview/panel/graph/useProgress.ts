import { useEffect, useRef, useState } from 'preact/hooks';

const duration = 450;

/** Moves from 0 (folded) to 1 (unfolded) and back over half a second, or at once for people who want less motion. */
export function useProgress(unfolded: boolean): number {
  const target = unfolded ? 1 : 0;
  const [progress, setProgress] = useState(target);
  const current = useRef(target);
  useEffect(() => {
    const from = current.current;
    if (from === target) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const began = performance.now();
    let frame = requestAnimationFrame(function move(now) {
      const share = still ? 1 : Math.min(1, Math.max(0, now - began) / duration);
      current.current = share === 1 ? target : from + (target - from) * ease(share);
      setProgress(current.current);
      if (share < 1) frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return progress;
}

function ease(share: number): number {
  return share < 0.5 ? 2 * share ** 2 : 1 - 2 * (1 - share) ** 2;
}
