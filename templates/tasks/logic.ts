/// <reference path="./unfold.d.ts" />
import { defineTask } from 'unfold';

const values = ['0', '1'];
const operators = ['and', 'or', 'xor'];

/**
 * The value of a logical expression: its nodes are read along the tree, as a recursive network does (section 10.6).
 *
 *   (1 and 0) xor 1      t  0 1 2   3 4
 *                        x  1 0 and 1 xor       children come before their parent, the root last
 *                 children  – – 0,1 – 2,3       y = 1, asked for at the root
 *
 * Trees have up to tau nodes, each number of leaves as often. Read from left to right without the tree, brackets would be missing.
 */
export default defineTask(() => ({
  title: 'logical expressions',
  label: 'value',
  x: { kind: 'classes', names: [...values, ...operators] },
  y: { kind: 'classes', names: values },
  output: 'last',
  trees: { arity: 2 },
  leastTau: 3,

  draw(tau, random) {
    const x: string[] = [];
    const children: number[][] = [];
    const roots: { at: number; value: number }[] = []; // nodes that have no parent yet
    const leaves = 2 + random.integer(Math.floor((tau - 1) / 2));
    let left = leaves;
    for (let t = 0; t < 2 * leaves - 1; t++) {
      const joins = roots.length > 1 && (left === 0 || random.pick([true, false]));
      const symbol = random.pick(joins ? operators : values);
      const below = joins ? roots.splice(-2) : [];
      roots.push({ at: t, value: valueOf(symbol, below.map(({ value }) => value)) });
      x.push(symbol);
      children.push(below.map(({ at }) => at));
      if (!joins) left--;
    }
    return { x, y: roots.map(({ value }) => value), children };
  },
}));

/** @param below the values of what an operator stands above */
function valueOf(symbol: string, below: number[]): number {
  switch (symbol) {
    case 'and': return Math.min(...below);
    case 'or': return Math.max(...below);
    case 'xor': return below.reduce((sum, value) => sum + value) % 2;
    default: return Number(symbol);
  }
}
