import { describe, expect, it, test } from 'vitest';
import { readTrees } from '../../../src/core/data/bracketed.ts';
import type { BracketedNode, TreeFormat } from '../../../src/core/data/bracketed.ts';
import { firstChildren } from '../../../src/core/data/batch.ts';
import { openData } from '../../../src/core/data/open.ts';
import type { Experiment } from '../../../src/core/spec/experiment.ts';
import { experimentOf, filesOf } from '../experiments.ts';

/** As it was written, from what was read. */
function written(format: TreeFormat, { symbol, label, children }: BracketedNode): string {
  const below = children.map((child) => written(format, child));
  if (format === 'sentiment') return `(${[label, ...(symbol === undefined ? [] : [symbol]), ...below].join(' ')})`;
  return children.length === 0 ? symbol! : `(${[...(symbol === undefined ? [] : [symbol]), ...below].join(' ')})`;
}

describe('a file of trees', () => {
  test.each([
    ['sentiment', '(3 (2 The) (3 (3 good) (2 dog)))', '3'], ['sentiment', '(4 fine)', '4'], ['sentiment', '(1 (2 a) (2 b) (0 (2 c)))', '1'],
    ['operators', '(MAX 2 9 (MIN 4 7))', '9'], ['operators', '7', '7'], ['phrases', '((the dog) (barks (at me)))', 'yes'], ['phrases', '(a b c d)', 'no'],
  ] as const)('%s: %s is read as it is written', (format, tree, label) => {
    const lines = format === 'sentiment' ? tree : `${label} ${tree}`;
    const [read, ...others] = readTrees(`\n  ${lines}\t\r\n\r\n`, format, 'trees.txt');
    expect(others).toEqual([]);
    expect([read!.line, read!.label, written(format, read!.root)]).toEqual([2, label, tree]);
  });

  test.each([
    ['sentiment', '(3 (2 The) (3 good)', 'trees.txt:1:1: this bracket is never closed.'],
    ['sentiment', '(3 (2 The) (3 good)))', 'trees.txt:1:21: this bracket closes nothing.'],
    ['sentiment', '(3 (2 a) (2 b)) (1 c)', 'trees.txt:1:17: the tree is over, but the line is not: one tree a line.'],
    ['sentiment', '(3 ((2 a)))', 'trees.txt:1:5: the label of the node is expected, not "(".'],
    ['sentiment', '(3 (a) (2 b))', 'trees.txt:1:4: this node has a label and nothing else.'],
    ['sentiment', '(3 good dog)', 'trees.txt:1:1: each word needs a label and brackets of its own, as in (2 word).'],
    ['sentiment', '((2 a) (2 b))', 'trees.txt:1:2: the label of the node is expected, not "(".'],
    ['sentiment', 'good', 'trees.txt:1:1: a tree begins with a bracket, as in (3 (2 good) (2 dog)).'],
    ['operators', '(MAX 2 9)', 'trees.txt:1:1: the label of the tree is expected, not "(".'],
    ['operators', '9', 'trees.txt:1:2: a tree is expected.'],
    ['operators', '9 (MAX)', 'trees.txt:1:7: there is nothing in this bracket: "MAX" is over nothing; without brackets it is a leaf.'],
    ['operators', '9 ((MAX 1 2) 3)', 'trees.txt:1:4: the symbol of the node is expected, not "(".'],
    ['phrases', 'yes (a () b)', 'trees.txt:1:8: there is nothing in this bracket.'],
    ['phrases', 'yes )', 'trees.txt:1:5: a tree is expected.'],
  ] as const)('%s: %s is refused at its place, with the reason', (format, line, message) => {
    expect(() => readTrees(line, format, 'trees.txt')).toThrow(message);
  });

  it('goes a thousand brackets deep, and says where there are more', () => {
    const nested = (depth: number) => `${'(1 '.repeat(depth)}a${')'.repeat(depth)}`;
    expect(readTrees(nested(1000), 'sentiment', 'trees.txt')).toHaveLength(1);
    expect(() => readTrees(nested(200_000), 'sentiment', 'trees.txt')).toThrow('trees.txt:1:3001: brackets are nested more than 1,000 deep here.');
  });

  it('counts lines, those that are blank too', () => expect(() => readTrees('(1 a)\n\n(2 b', 'sentiment', 'trees.txt')).toThrow('trees.txt:3:1: this bracket is never closed.'));
});

const text = [
  '(3 (2 the) (3 (4 good) (2 dog)))', '(1 (2 the) (1 (0 bad) (2 dog)))', '(3 (4 good) (2 dog))', '(0 bad)', '(1 (0 bad) (2 (2 dog) (2 the)))', '(4 (2 the) (4 (4 good) (2 cat)))',
].join('\n');
const open = (data: object = {}, model: object = {}, tau = 8, content = text) => openData(experimentOf({
  data: { kind: 'trees', file: 'trees.txt', validation: 0.2, ...data }, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 4 }], ...model }, training: { tau, batchSize: 3 },
} as Experiment), filesOf({ 'trees.txt': content }));

describe('data of kind "trees"', () => {
  it('knows the symbols that it is trained on, the most frequent first, and the labels of all', async () => {
    const source = await open();
    expect([source.inputSize, source.outputSize]).toEqual([6, 5]); // ? · dog the bad good
    expect(source.notes.map(({ message }) => message)).toEqual(['trees.txt: 6 trees of 6 symbols and 5 labels; the last 1 for validation.']);
    expect((await open({ vocabulary: 2 })).inputSize).toBe(3);
  });

  it('has nodes in post-order with their children, their labels, and a word that training never had as one unknown', async () => {
    const source = await open({}, { output: 'each' });
    const [batch] = [...source.validation()];
    expect(source.describe(batch!)).toEqual({ inputs: ['the', 'good', '?', '·', '·'], targets: ['2', '4', '2', '4', '4'], classes: ['0', '1', '2', '3', '4'], children: [[], [], [], [1, 2], [0, 3]] });
  });

  it('has one label where the output is the last, and fills trees up', async () => {
    const source = await open();
    const batch = source.next();
    expect([batch.y.tau, batch.y.data.length, batch.trees!.batchSize, batch.trees!.tau]).toEqual([1, 3, 3, batch.tau]);
    for (let b = 0; b < 3; b++) expect((batch.x.mask ?? new Float32Array(3 * batch.tau).fill(1)).subarray(b * batch.tau, (b + 1) * batch.tau).reduce((sum, m) => sum + m)).toBe(batch.trees!.nodes[b]);
  });

  it('balanced or as a chain, it has the same words in another tree', async () => {
    const [balanced, chain] = await Promise.all(['balanced', 'chain'].map(async (shape) => [...(await open({ shape })).validation()][0]!));
    expect(firstChildren(balanced!.trees!)).toEqual([[], [], [0, 1], [], [2, 3]]);
    expect(firstChildren(chain!.trees!)).toEqual([[], [0], [1]]);
  });

  it('draws the same trees again from the same place', async () => {
    const [one, other] = [await open(), await open()];
    one.next();
    other.seek(one.cursor());
    expect(other.next()).toEqual(one.next());
  });

  test.each([
    [() => open({}, {}, 4), '`tau` is 4, but the tree at trees.txt:1 has 5 nodes: set `tau` to 5.'],
    [() => open({}, { layers: [{ cell: { kind: 'recursive', arity: 1 }, hiddenSize: 4 }] }), '`arity` is 1, but a node of this data may have 2 children: set it to 2.'],
    [() => open({}, {}, 8, '(1 a)\n(1 b)'), 'All trees of trees.txt have the label "1": there is nothing to learn.'],
    [() => open({}, {}, 8, '\n\n'), 'trees.txt holds nothing but white space.'],
    [() => open({ format: 'operators' }), 'trees.txt:1:1: the label of the tree is expected, not "(".'],
  ])('is refused with a reason', async (opening, message) => expect(opening()).rejects.toThrow(message));
});
