import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

const symbols = ['B', 'T', 'P', 'S', 'X', 'V', 'E'];

/** The Reber grammar: from each state, the symbols that may come and the state behind each; there is none behind the last. */
const arcs: readonly Readonly<Record<string, number>>[] = [
  { B: 1 }, { T: 2, P: 3 }, { S: 2, X: 4 }, { T: 3, V: 5 }, { X: 3, S: 6 }, { P: 4, V: 6 }, { E: 7 },
];

/** A symbol, and which might have come in its place. */
interface Choice {
  readonly symbol: string;
  readonly legal: readonly string[];
}

/**
 * The embedded Reber grammar (Hochreiter & Schmidhuber 1997, section 5.1, doi:10.1162/neco.1997.9.8.1735): which symbol comes next?
 *
 *   B T [a Reber string] T E   or   B P [a Reber string] P E
 *
 * Where two symbols may follow, each is equally likely, and both are right: success is that the legal ones have the largest
 * outputs at every step. The last but one is the hard one, since it repeats the second. As in the paper there is a fixed set to train
 * on and another to test with; short strings are frequent, so that some are in both. Strings of more than tau + 1 symbols are left out.
 */
export function embeddedReber({ trainingSequences }: TaskOptions<'embeddedReber'>): Task {
  return {
    title: 'the embedded Reber grammar',
    label: 'next symbol',
    x: { kind: 'classes', names: symbols },
    y: { kind: 'classes', names: symbols },
    output: 'each',
    why: 'the embedded Reber grammar asks for the next symbol at each step',
    ahead: 'the next symbol',
    leastTau: 8,
    trainingSequences,

    draw(tau: number, random: RandomStream): Sequence {
      let string: Choice[];
      do string = embeddedString(random); while (string.length > tau + 1);
      const indices = Int32Array.from(string, ({ symbol }) => symbols.indexOf(symbol));
      return {
        x: indices.slice(0, -1), y: indices.slice(1),
        right: string.slice(1).map(({ legal }) => legal.map(symbol => symbols.indexOf(symbol)).sort((one, other) => one - other)),
      };
    },
  };
}

function embeddedString(random: RandomStream): Choice[] {
  const only = (symbol: string): Choice => ({ symbol, legal: [symbol] });
  const second = choose(['T', 'P'], random);
  return [only('B'), second, ...reberString(random), only(second.symbol), only('E')];
}

function reberString(random: RandomStream): Choice[] {
  const string: Choice[] = [];
  for (let state = 0; state < arcs.length;) {
    const choice = choose(Object.keys(arcs[state]!), random);
    string.push(choice);
    state = arcs[state]![choice.symbol]!;
  }
  return string;
}

const choose = (legal: readonly string[], random: RandomStream): Choice => ({ symbol: legal[random.integer(legal.length)]!, legal });
