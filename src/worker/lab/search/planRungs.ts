import type { Rung, SearchRequest } from '../../../protocol/search.ts';

/** η: of so many trials one goes on into the next round, with as many times the work. */
const eta = 3;

/**
 * One round for all; or successive halving (Jamieson & Talwalkar 2016, arXiv:1502.07943, algorithm 1, with η = 3): ⌊n·η⁻ᵏ⌋ trials in
 * round k, each with about s·ηᵏ of the work, so that every round is about as much. Work is what there is to learn from, a part of it
 * until it is all, and then networks. s is such that the last round has the networks asked for, or, where the first round would have
 * less to learn from than `least`, that: then the last has more networks. From a `least` of 1 on every trial learns from all there
 * is, and further rounds have more networks alone.
 * @param least share of what is learnt from that does for the first round
 */
export function planRungs({ method, trials, networks }: SearchRequest, least: number): Rung[] {
  if (method !== 'halving') return [{ trials, share: 1, networks: method === 'seeds' ? 1 : networks }];
  const last = Math.floor(Math.log(trials) / Math.log(eta) + 1e-9);
  const s = Math.min(1, Math.max(networks * eta ** -last, least));
  return Array.from({ length: last + 1 }, (_, k) => {
    const work = s * eta ** k;
    return { trials: Math.floor(trials / eta ** k), share: Math.min(1, work), networks: k === last ? Math.max(networks, Math.floor(work)) : Math.max(1, Math.floor(work)) };
  });
}
