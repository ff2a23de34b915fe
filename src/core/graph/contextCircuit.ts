import type { ContextSpec } from '../spec/experiment.ts';
import type { StackedChain } from './stackCircuit.ts';
import type { Link, Unplaced } from './variable.ts';

/** C, the same at every step. */
export const contextVariable: Unplaced = { probe: 'C', kind: 'C', symbol: 'C', once: true, parameters: [] };

/**
 * The ways from a context that is given (figure 10.9): into the first layer at every step, through R; and, through R₀, wherever a step
 * reads an h from before the first. Where both end in the same node, one edge stands for them.
 * @param own links of the stack, from C by R
 */
export function contextLinks({ as }: ContextSpec, stack: readonly (readonly StackedChain[])[], own: readonly Link[]): Link[] {
  // C is the same at all steps: what a time-delay network reads of it from several of them is one edge.
  const each = own.filter(({ from, delay }) => from !== 'C' || delay === 0).map((link): Link => (link.from === 'C' ? { ...link, kind: 'condition', label: link.label.replace('₀', ''), fromFirst: true } : link));
  if (as === 'input') return each;
  const firsts = stack.flat().flatMap((chain) => firstLinks(chain, each));
  const begun = new Map(firsts.map(({ to, steps }) => [to, steps![1]]));
  return [...firsts, ...each.map((link): Link => (link.from === 'C' && begun.has(link.to) ? { ...link, steps: [begun.get(link.to)!, Infinity] } : link))];
}

/** From C to whatever reads h of a step before, while there is none. What else a state has (the c of an LSTM) begins at zero. */
function firstLinks({ chain: { name, state } }: StackedChain, each: readonly Link[]): Link[] {
  const ways = each.filter(({ from, delay }) => from === state && delay > 0);
  const ofH = ways.filter(({ parameters }) => parameters.length > 0 || ways.length === 1);
  return [...new Set(ofH.map(({ to }) => to))].map((to): Link => {
    const here = ofH.filter((link) => link.to === to);
    const R = each.find((link) => link.from === 'C' && link.to === to);
    const parameters = [`${name}.R0`, ...here.flatMap((link) => link.parameters), ...R?.parameters ?? []];
    return { from: 'C', to, kind: 'condition', label: 'R₀', parameters, delay: 0, fromFirst: true, steps: [0, Math.max(...here.map(({ delay }) => delay))] };
  });
}
