import { describe, expect, test } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { writeAll } from '../../../src/core/tasks/elements.ts';
import { embeddedReber } from '../../../src/core/tasks/embeddedReber.ts';

const task = embeddedReber({ kind: 'task', task: 'embeddedReber', trainingSequences: 256, validationSequences: 256 });
const names = task.x.kind === 'classes' ? task.x.names : [];

/** The grammar once more, as a regular expression: the states of the automaton eliminated by hand. */
const behindX = '(XT*VP)*(S|XT*VV)';
const grammar = new RegExp(`^B([TP])B(TS*X${behindX}|PT*V(P${behindX}|V))E\\1E$`);

function strings(count: number, tau = 60) {
  const random = split(4, 'data');
  return Array.from({ length: count }, () => {
    const { x, y, right } = task.draw(tau, random);
    return { read: writeAll(task.x, x).join(''), next: writeAll(task.y, y).join(''), right: right!.map(classes => classes.map(index => names[index]!)) };
  });
}

/** Whether a string may go on to become an embedded Reber string, by a table of the automaton written out from the figure of the paper. */
const inner: Readonly<Record<string, string>> = {
  '0B': '1', '1T': '2', '1P': '3', '2S': '2', '2X': '4', '3T': '3', '3V': '5', '4X': '3', '4S': '6', '5P': '4', '5V': '6', '6E': '7',
};
function follows(prefix: string): string[] {
  if (prefix.length === 0) return ['B'];
  if (prefix.length === 1) return ['P', 'T'];
  let state = '0';
  for (const [i, symbol] of [...prefix.slice(2)].entries()) {
    if (state === '7') return i === prefix.length - 3 ? ['E'] : [];
    state = inner[state + symbol]!;
  }
  return state === '7' ? [prefix[1]!] : Object.keys(inner).filter(key => key.startsWith(state)).map(key => key[1]!).sort();
}

describe('the embedded Reber grammar', () => {
  const sequences = strings(3000);

  test('has its strings: the last but one symbol repeats the second, around a Reber string', () => {
    for (const { read, next } of sequences) {
      const string = read[0] + next;
      expect(string).toMatch(grammar);
      expect(read).toBe(string.slice(0, -1));
    }
  });

  test('the legal symbols are those of the automaton, and the one that comes is among them', () => {
    for (const { read, next, right } of sequences.slice(0, 500)) {
      for (const [t, legal] of right.entries()) {
        expect([...legal].sort(), read.slice(0, t + 1)).toEqual(follows(read.slice(0, t + 1)));
        expect(legal).toContain(next[t]);
      }
    }
  });

  test('takes each of two ways equally often: each of the four shortest strings is 1 of 16', () => {
    const shortest = sequences.filter(({ read, next }) => read[0] + next === 'BTBTXSETE').length;
    expect(Math.abs(shortest - 3000 / 16)).toBeLessThan(4 * Math.sqrt(3000 / 16));
  });

  test('keeps to tau', () => {
    for (const { read } of strings(200, task.leastTau)) expect(read).toHaveLength(8);
    expect(Math.max(...strings(500, 12).map(({ read }) => read.length))).toBe(12);
  });
});
