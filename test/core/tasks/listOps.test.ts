import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { listOps, valueOf, write } from '../../../src/core/tasks/listOps.ts';
import type { Expression, Operator } from '../../../src/core/tasks/listOps.ts';
import { sizeOf } from '../../../src/core/tasks/elements.ts';
import type { Sequence } from '../../../src/core/tasks/task.ts';

const options = { kind: 'task', task: 'listOps', depth: 3, arguments: 4, symbols: 24, validationSequences: 1 } as const;
const of = (operator: Operator, ...args: Expression[]): Expression => ({ operator, arguments: args });
const shapes = ['parsed', 'leftBranching', 'balanced', 'chain'] as const;
type Shape = (typeof shapes)[number];
const drawn = (shape: Shape, count = 400): Sequence[] => {
  const random = split(3, 'data');
  const { draw } = listOps({ ...options, shape });
  return Array.from({ length: count }, () => draw(47, random));
};
const namesOf = (shape: Shape) => {
  const { x } = listOps({ ...options, shape });
  return x.kind === 'classes' ? x.names : [];
};

describe('the value of an expression', () => {
  it.each([
    [of('MIN', 3, 1, 2), 1], [of('MAX', 3, 1, 2), 3], [of('MED', 9, 1, 4), 4], [of('MED', 9, 1, 4, 6), 5], [of('MED', 1, 2), 1],
    [of('SM', 9, 9, 9), 7], [of('MAX', 2, 9, of('MIN', 4, 7), 0), 9], [of('SM', of('MED', 3, 8, 1), of('MAX', 9, 0), 1), 3],
  ])('of %j is %d', (expression, value) => expect(valueOf(expression)).toBe(value));
});

/** Reads what is written, with a stack and nothing of what made it. */
function read(written: string): number {
  const open: { operator: string; values: number[] }[] = [{ operator: '', values: [] }];
  for (const symbol of written.split(' ')) {
    if (symbol.startsWith('[')) open.push({ operator: symbol.slice(1), values: [] });
    else if (symbol === ']') {
      const { operator, values } = open.pop()!;
      const sorted = values.toSorted((a, b) => a - b);
      const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
      const value = { MIN: sorted[0]!, MAX: sorted.at(-1)!, SM: values.reduce((a, b) => a + b) % 10, MED: Math.floor(middle.reduce((a, b) => a + b) / middle.length) }[operator]!;
      open.at(-1)!.values.push(value);
    } else open.at(-1)!.values.push(Number(symbol));
  }
  return open[0]!.values[0]!;
}

describe.each(shapes)('drawn, shape %s', (shape) => {
  const names = namesOf(shape);
  const sequences = drawn(shape);

  it('the answer is the value of what is written, within the limits', () => {
    for (const { written, y } of sequences) {
      expect(y[0]).toBe(read(written!));
      expect(written!.split(' ').length).toBeLessThanOrEqual(options.symbols);
    }
    expect(new Set(sequences.map(({ y }) => y[0])).size).toBe(10);
  });

  it('is one tree in post-order: every node but the last has one parent, which comes after it', () => {
    for (const { x, children } of sequences) {
      expect(children!.length).toBe(x.length);
      expect(children!.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: x.length - 1 }, (_, t) => t));
      children!.forEach((own, t) => expect(own.every((child) => child < t)).toBe(true));
      expect(Math.max(...children!.map((own) => own.length))).toBeLessThanOrEqual(listOps({ ...options, shape }).trees!.arity);
    }
  });

  it('has no more nodes than the task needs steps, and its symbols are its own', () => {
    expect(Math.max(...sequences.map(({ x }) => x.length))).toBeLessThanOrEqual(listOps({ ...options, shape }).leastTau);
    expect(sizeOf(listOps({ ...options, shape }).x)).toBe(names.length);
  });
});

it('the same seed has the same expressions in every shape', () => {
  const [parsed, ...others] = shapes.map((shape) => drawn(shape, 50).map(({ written }) => written));
  for (const other of others) expect(other).toEqual(parsed);
});

it('parsed, an operator stands over its arguments; the other trees stand over the symbols as they are written', () => {
  for (const [i, { x, children, written }] of drawn('parsed', 50).entries()) {
    const text = (t: number): string => (children![t]!.length === 0 ? namesOf('parsed')[x[t]!]! : `[${namesOf('parsed')[x[t]!]!} ${children![t]!.map(text).join(' ')} ]`);
    expect(text(x.length - 1)).toBe(written);
    for (const shape of shapes.slice(1)) {
      const symbols = Array.from(drawn(shape, 50)[i]!.x, (index) => namesOf(shape)[index]).filter((symbol) => symbol !== '·');
      expect(symbols.join(' ')).toBe(written);
    }
  }
});

it('branching to the left, each argument stands beside what of its list was read before it, the closing bracket at last', () => {
  const bracketed = ({ x, children }: Sequence): string => {
    const text = (t: number): string => (children![t]!.length === 0 ? namesOf('leftBranching')[x[t]!]! : `(${children![t]!.map(text).join(' ')})`);
    return text(x.length - 1);
  };
  /** The same by brackets alone: every list opens as many as it has arguments, and one for its end. */
  const byHand = (written: string): string => {
    const stack: string[][] = [[]];
    for (const symbol of written.split(' ')) {
      if (symbol.startsWith('[')) stack.push([symbol]);
      else stack.at(-1)!.push(symbol);
      if (symbol === ']') {
        const [first, ...rest] = stack.pop()!;
        stack.at(-1)!.push(`${'('.repeat(rest.length)}${first} ${rest.map((each) => `${each})`).join(' ')}`);
      }
    }
    return stack[0]![0]!;
  };
  for (const sequence of drawn('leftBranching', 50)) expect(bracketed(sequence)).toBe(byHand(sequence.written!));
});

it('balanced, a tree is as low as a binary one can be', () => {
  for (const { x, children, written } of drawn('balanced', 50)) {
    const heights: number[] = [];
    for (const own of children!) heights.push(own.length === 0 ? 0 : 1 + Math.max(...own.map((child) => heights[child]!)));
    expect(heights.at(-1)).toBe(Math.ceil(Math.log2(written!.split(' ').length)));
    expect(x.length).toBe(2 * written!.split(' ').length - 1);
  }
});

it('is nested to the depth that is asked for, and no deeper', () => {
  const depthOf = (written: string) => Math.max(...written.split(' ').map((_, i, all) => all.slice(0, i + 1).reduce((depth, symbol) => depth + (symbol.startsWith('[') ? 1 : symbol === ']' ? -1 : 0), 0)));
  expect(Math.max(...drawn('chain').map(({ written }) => depthOf(written!)))).toBe(options.depth);
  expect(write(of('MAX', 2, of('MIN', 4, 7)))).toEqual(['[MAX', '2', '[MIN', '4', '7', ']', ']']);
});

it('most of what the gallery draws is one operator deep: what docs/targets.md says of it', () => {
  const { draw } = listOps({ ...options, arguments: 3, symbols: 16, shape: 'parsed' });
  const random = split(1, 'data', 7);
  const depthOf = (written: string) => written.split(' ').reduce(([open, deepest], symbol) => {
    const now = open! + (symbol.startsWith('[') ? 1 : symbol === ']' ? -1 : 0);
    return [now, Math.max(deepest!, now)];
  }, [0, 0])[1]!;
  const counts = [0, 0, 0];
  for (let i = 0; i < 5000; i++) counts[depthOf(draw(16, random).written!) - 1]!++;
  for (const [i, share] of [0.52, 0.235, 0.245].entries()) expect(Math.abs(counts[i]! / 5000 - share)).toBeLessThan(0.02);
});
