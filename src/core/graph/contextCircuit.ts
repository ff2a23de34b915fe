import type { ContextSpec } from '../spec/experiment.ts';
import type { StackedChain } from './stackCircuit.ts';
import type { Link, Unplaced } from './variable.ts';

/** C, the same at every step. */
export const contextVariable: Unplaced = { probe: 'C', kind: 'C', symbol: 'C', once: true, parameters: [] };

/**
 * The ways from a context that is given (figure 10.9): into the first layer at every step, through R; into every chain at its first,
 * through R₀. Where both end in the same h, one edge stands for them.
 * @param own links of the stack, from C by R
 */
export function contextLinks({ as }: ContextSpec, stack: readonly (readonly StackedChain[])[], own: readonly Link[]): Link[] {
  const each = own.map((link): Link => (link.from === 'C' ? { ...link, kind: 'condition', fromFirst: true } : link));
  if (as === 'input') return each;
  const firsts = stack.flat().map(({ chain: { name, state } }): Link => {
    const R = each.find(({ from, to }) => from === 'C' && to === state);
    return { from: 'C', to: state, kind: 'condition', label: 'R₀', parameters: [`${name}.R0`, ...R?.parameters ?? []], delay: 0, fromFirst: true, steps: [0, 1] };
  });
  const begun = new Set(firsts.map(({ to }) => to));
  return [...firsts, ...each.map((link): Link => (link.from === 'C' && begun.has(link.to) ? { ...link, steps: [1, Infinity] } : link))];
}
