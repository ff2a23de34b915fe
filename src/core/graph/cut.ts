import type { Backpropagation } from '../spec/experiment.ts';

/**
 * Whether a gradient is cut off on its way from step t to `delay` steps before it, by truncated back-propagation: every segment that t is
 * in begins after that step. The one that reaches furthest back is the first that ends after t (train/truncation.ts).
 */
export function cutsOff(backpropagation: Backpropagation, tau: number, t: number, delay: number): boolean {
  if (backpropagation.kind === 'full' || backpropagation.k1 >= tau || delay <= 0) return false;
  const { k1, k2 } = backpropagation;
  const end = Math.min(tau, (Math.floor(t / k1) + 1) * k1);
  return t - delay < end - k2;
}
