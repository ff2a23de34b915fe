/// <reference path="./unfold.d.ts" />
import { defineTask, type Random } from 'unfold';

/** The Reber grammar: from each state, the symbols that may come and the state behind each. Behind the last there is none. */
const grammar: [string, number][][] = [
  [['B', 1]],
  [['T', 2], ['P', 3]],
  [['S', 2], ['X', 4]],
  [['T', 3], ['V', 5]],
  [['X', 3], ['S', 6]],
  [['P', 4], ['V', 6]],
  [['E', 7]],
];
const symbols = ['B', 'E', 'P', 'S', 'T', 'V', 'X'];

/**
 * The Reber grammar (Reber 1967, as in Hochreiter & Schmidhuber 1997, section 5.1): which symbol comes next, as a language model is asked?
 *
 *   x⁽ᵗ⁾ = the symbol of step t,   y⁽ᵗ⁾ = that of step t + 1
 *
 * Where two may follow, each is equally likely, and both are right. Strings of more than tau + 1 symbols are drawn again.
 */
export default defineTask(() => ({
  title: 'the Reber grammar',
  label: 'next symbol',
  x: { kind: 'classes', names: symbols },
  y: { kind: 'classes', names: symbols },
  output: 'each',
  ahead: 'the next symbol',
  leastTau: 4,

  draw(tau, random) {
    let string = write(random);
    while (string.length > tau + 1) string = write(random);
    const [come, may] = [string.map(({ symbol }) => symbol), string.map(({ legal }) => legal)];
    return { x: come.slice(0, -1), y: come.slice(1), right: may.slice(1) };
  },
}));

/** A string: each symbol, and which might have come in its place. */
function write(random: Random) {
  const string = [];
  for (let arcs = grammar[0]; arcs !== undefined;) {
    const [symbol, next] = random.pick(arcs);
    string.push({ symbol, legal: arcs.map(([each]) => each) });
    arcs = grammar[next];
  }
  return string;
}
