import { formatNumber } from './wording.ts';

/** What W of a reservoir is drawn by. */
interface Drawn {
  readonly topology: 'random' | 'cycle' | 'delayLine';
  readonly spectralRadius: number;
}

/** A sentence, where the states may never forget how they began; undefined where they usually do (neither is certain: Yildiz, Jaeger & Kiebel 2012, doi:10.1016/j.neunet.2012.07.005), and of a line. */
export function neverFading({ topology, spectralRadius }: Drawn): string | undefined {
  if (spectralRadius < 1 || topology === 'delayLine') return undefined;
  return `The spectral radius is ${formatNumber(spectralRadius)}: from 1 on a small difference between two states need not fade, and what the network says may depend on how it began. A strong input can still tame it; below 1 is the usual choice.`;
}
