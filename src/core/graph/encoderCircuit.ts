import type { StackedEncoder } from '../spec/chains.ts';
import { chainVariables, stacked, stackLinks } from './stackCircuit.ts';
import type { StackedChain } from './stackCircuit.ts';
import type { Link, Unplaced } from './variable.ts';

/** What an encoder adds to a circuit. */
export interface EncoderCircuit {
  /** From the source upwards. */
  readonly variables: readonly Unplaced[];
  readonly links: readonly Link[];
  /** The decoder's own links, those from C among them. */
  readonly decoder: readonly Link[];
}

/** c⁽ᵗ⁾, what is attended to. */
export const attendedVariable: Unplaced = { probe: 'context', kind: 'C', symbol: 'c', parameters: [] };

/**
 * The layers of an encoder over the source and C at its end; what attention looks at; and the ways from C into the decoder: through R
 * at each step, and as initial state wherever a step reads a state from before the first.
 * @param top the uppermost chains of the decoder @param own links between the decoder's variables, and from C by R
 */
export function encoderCircuit({ layers, as, attention }: StackedEncoder, top: readonly StackedChain[], own: readonly Link[]): EncoderCircuit {
  const stack = stacked(layers, 'encoder.', 'ₑ');
  const uppermost = stack.at(-1)!.map(({ chain }) => chain);
  const looks: Link[] = !attention ? [] : [
    ...uppermost.map(({ state }): Link => (
      { from: state, to: 'context', kind: 'context', label: 'α', parameters: ['attention.U', ...(attention.kind === 'additive' ? ['attention.v'] : [])], delay: 0, fromEncoder: 'each' })),
    ...top.map(({ chain: { state } }): Link => ({ from: state, to: 'context', kind: 'context', label: 'W', parameters: ['attention.W'], delay: 1 })),
  ];
  const decoder = [...looks, ...own.map((link): Link => (link.from === 'C' ? { ...link, fromEncoder: 'last' } : link))];
  return {
    variables: [
      { probe: 'source', kind: 'x' as const, symbol: 'xₑ', parameters: [] }, ...stack.flat().flatMap(chainVariables),
    ].map((variable): Unplaced => ({ ...variable, encodes: 'each' })).concat({ probe: 'C', kind: 'C', symbol: 'C', parameters: [], encodes: 'last' }),
    links: [
      ...stackLinks(stack, [['source', 'U']]),
      ...uppermost.map(({ state, direction }): Link => ({ from: state, to: 'C', kind: 'context', label: '', parameters: [], delay: 0, ...(direction === 'backward' && { fromFirst: true }) })),
    ],
    decoder: as === 'input' ? decoder : begun(decoder, as === 'both'),
  };
}

/** With C wherever a state from before the first step is read; where R brings it too, the one edge stands for both ways. */
function begun(links: readonly Link[], both: boolean): Link[] {
  const states = new Map<string, { readonly from: string; readonly delay: number; readonly parameters: readonly string[] }>();
  for (const { from, to, delay, parameters } of links) {
    const known = states.get(to);
    if (delay > 0) states.set(to, { from, delay: Math.max(delay, known?.delay ?? 0), parameters: [...known?.parameters ?? [], ...parameters] });
  }
  const through = links.filter(({ from }) => from === 'C');
  const firsts = [...states].map(([to, { from, delay, parameters }]): Link => {
    const R = both ? through.find((link) => link.to === to) : undefined;
    return {
      from: 'C', to, kind: to === 'context' ? 'context' : R?.kind ?? 'recurrent', label: 'W', delay: 0, fromEncoder: 'last', steps: [0, delay],
      parameters: [...['W', 'b'].map((name) => `initial.${from.replace(/\.h$/, '')}.${name}`), ...parameters, ...R?.parameters ?? []],
    };
  });
  return [...firsts, ...links.map((link): Link => (link.from === 'C' && states.has(link.to) ? { ...link, steps: [states.get(link.to)!.delay, Infinity] } : link))];
}
