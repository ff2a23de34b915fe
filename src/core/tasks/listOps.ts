import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';
import { balancedTree, chainTree, nothing, parsedTree, type Tree } from './trees.ts';

/** An expression: a digit, or an operator over its arguments. */
export type Expression = number | { readonly operator: Operator; readonly arguments: readonly Expression[] };

const operators = ['MIN', 'MAX', 'MED', 'SM'] as const;
export type Operator = (typeof operators)[number];
const digits = Array.from({ length: 10 }, (_, digit) => String(digit));

/** How often an argument is an expression and not a digit, where it may be nested. */
const nested = 0.25;

/**
 * ListOps, shallow (Nangia & Bowman 2018, arXiv:1804.06028): what is the value of
 *
 *   [MAX 2 9 [MIN 4 7 ] 0 ]   →   9
 *
 * with MIN, MAX, MED (the median; of an even number of arguments the mean of the two in the middle, rounded down) and SM (the sum
 * modulo 10)? Each operator has 2 to `arguments` arguments, each number equally likely; an argument is nested with probability ¼, down
 * to `depth` operators. Parsed, an operator is the parent of its arguments; branching to the left, as in the paper, each argument in
 * turn stands beside what of its list was read before it: `((((MAX 2) 9) …) ])`. As a chain, or balanced, the tree is over the symbols
 * as they are written, and knows nothing of what they mean.
 */
export function listOps({ shape, depth, arguments: most, symbols: longest }: TaskOptions<'listOps'>): Task {
  const binary = shape === 'balanced' || shape === 'leftBranching';
  const names = shape === 'parsed' ? [...digits, ...operators] : [...digits, ...operators.map((operator) => `[${operator}`), ']', ...(binary ? [nothing] : [])];
  const index = new Map(names.map((name, i) => [name, i]));
  return {
    title: 'ListOps',
    label: 'value',
    x: { kind: 'classes', names },
    y: { kind: 'classes', names: digits },
    output: 'last',
    why: 'the answer of ListOps is the value of a whole expression, a digit at the root',
    leastTau: binary ? 2 * longest - 1 : longest,
    trees: { arity: { parsed: most, leftBranching: 2, balanced: 2, chain: 1 }[shape] },

    draw(_, random: RandomStream): Sequence {
      const expression = drawExpression({ depth, most, longest }, random);
      const { symbols, children } = treeOf(expression, shape);
      return { x: Int32Array.from(symbols, (symbol) => index.get(symbol)!), y: Int32Array.of(valueOf(expression)), children, written: write(expression).join(' ') };
    },
  };
}

function treeOf(expression: Expression, shape: TaskOptions<'listOps'>['shape']): Tree {
  switch (shape) {
    case 'parsed': return parsedTree(expression, (each) => (typeof each === 'number' ? String(each) : each.operator), (each) => (typeof each === 'number' ? [] : each.arguments));
    case 'leftBranching': return parsedTree(leftBranching(expression), (node) => (typeof node === 'string' ? node : nothing), (node) => (typeof node === 'string' ? [] : node));
    case 'balanced': return balancedTree(write(expression));
    case 'chain': return chainTree(write(expression));
  }
}

/** A symbol, or what was read of a list and what comes after it. */
type Branch = string | readonly [Branch, Branch];

function leftBranching(expression: Expression): Branch {
  if (typeof expression === 'number') return String(expression);
  return [...expression.arguments.map(leftBranching), ']'].reduce<Branch>((read, next) => [read, next], `[${expression.operator}`);
}

/** The symbols of an expression as it is written. */
export function write(expression: Expression): string[] {
  return typeof expression === 'number' ? [String(expression)] : [`[${expression.operator}`, ...expression.arguments.flatMap(write), ']'];
}

export function valueOf(expression: Expression): number {
  if (typeof expression === 'number') return expression;
  const values = expression.arguments.map(valueOf).sort((a, b) => a - b);
  const half = values.length / 2;
  switch (expression.operator) {
    case 'MIN': return values[0]!;
    case 'MAX': return values.at(-1)!;
    case 'MED': return Math.floor((values[Math.ceil(half) - 1]! + values[Math.floor(half)]!) / 2);
    case 'SM': return values.reduce((sum, value) => sum + value, 0) % 10;
  }
}

interface Limits {
  readonly depth: number;
  readonly most: number;
  readonly longest: number;
}

/** Again and again until it is short enough. */
function drawExpression(limits: Limits, random: RandomStream): Expression {
  for (;;) {
    const expression = drawOperator(limits.depth, limits.most, random);
    if (write(expression).length <= limits.longest) return expression;
  }
}

function drawOperator(depth: number, most: number, random: RandomStream): Expression {
  const operator = operators[random.integer(operators.length)]!;
  const count = 2 + random.integer(most - 1);
  return { operator, arguments: Array.from({ length: count }, () => (depth > 1 && random.uniform() < nested ? drawOperator(depth - 1, most, random) : random.integer(10))) };
}
