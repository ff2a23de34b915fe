import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { cellChecks } from '../../../src/protocol/cellChecks.ts';
import type { CellReport } from '../../../src/protocol/cellChecks.ts';
import { checkFile } from '../../../src/worker/node/own/checkFile.ts';
import { useOf } from '../../../src/worker/node/own/usesOf.ts';
import { float64 } from '../../float64/load.ts';
import { temporaryFolder } from '../lib/runFolders.ts';

const right = `import { add, concat, cast, customGrad, defineCell, greater, log, matMul, mul, relu, sqrt, square, sub, tanh, tensor } from 'unfold';

export default defineCell(({ inputSize: nX, hiddenSize: n }) => ({
  state: { h: n, c: n },
  parameters: { U: { shape: [nX, n] }, W: { shape: [n, n] }, b: { shape: [n] } },
  step({ U, W, b }, { h, c }, x, { random }) {
    const a = add(b, add(matMul(x, U), matMul(h, W)));
    const kept = add(mul(0.5, c), tanh(a));
    const out = tanh(kept);
    return { state: { h: out, c: kept } };
  },
}));
`;

const experiment = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "tanh" }, "hiddenSize": 5 }, { "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 6 }] } }';

/** Everything that is said of a cell whose file has something else in one place. */
async function reports(from: string | RegExp, to: string, others: Readonly<Record<string, string>> = {}): Promise<CellReport[]> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ 'cells/mine.ts': right.replace(from, to), 'mine.unfold.json': experiment, ...others })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const cell = join(folder, 'cells/mine.ts');
  const all: CellReport[] = [];
  for await (const report of checkFile(cell, { ...await useOf(cell), float64 })) all.push(report);
  return all;
}

const inWords = (all: readonly CellReport[]): string[] => all.flatMap((report) => (report.kind === 'files' ? [] : report.findings.map(({ message, place: { line, column } }) =>
  `${report.kind === 'check' ? report.check : report.name} ${line}:${column} ${message}`)));

it('finds nothing wrong with a cell that is right, of 32 units, and of as many as an experiment beside it has', async () => {
  for (const [others, hidden, input, B] of [[{ 'mine.unfold.json': '{}' }, 32, 3, 5], [{}, 6, 5, 7]] as const) {
    const all = await reports('', '', others);
    expect(all.flatMap((report) => (report.kind === 'check' ? [[report.check, report.state]] : []))).toEqual(Object.keys(cellChecks).map((check) => [check, 'right']));
    const [gradients] = all.flatMap((report) => (report.kind === 'check' && report.gradients ? [report.gradients] : []));
    expect(gradients!.map(({ name, shape, right }) => [name, shape, right])).toEqual([
      ['U', [input, hidden], true], ['W', [hidden, hidden], true], ['b', [hidden], true], ['before h', [B, hidden], true], ['before c', [B, hidden], true], ['x', [3 * B, input], true],
    ]);
  }
});

it.each(['1', '[6]'])('a tensor may be split into a single part, too: %s', async (parts) => {
  expect(inWords(await reports(/tensor \} from 'unfold';([^]*)tanh\(kept\);/, `tensor, split } from 'unfold';$1tanh(split(kept, ${parts}, 1)[0]);`))).toEqual([]);
});

it.each<[what: string, from: string | RegExp, to: string, sentence: RegExp]>([
  ['a syntax error', 'tanh(a));', 'tanh(a);', /^loads 8:\d+ Unexpected token/],
  ['an import that is not there', '\'unfold\';', '\'unfold\';\nimport { other } from \'./other\';\nvoid other;', /^loads 2:\d+ imports '.\/other', which is not there\.$/],
  ['a name that is nowhere', 'tanh(kept)', 'tahn(kept)', /^shapes 9:\d+ ReferenceError: tahn is not defined\.$/],
  ['parameters that are others each time', 'b: { shape: [n] }', 'b: { shape: [Math.ceil(1e9 * Math.random())] }', /^loads 5:\d+ the parameter b is \[\d+\] now and was \[\d+\] before: what a cell has may depend on inputSize, hiddenSize and options alone\.$/],
  ['a parameter that a step puts another in the place of', 'step({ U, W, b }, { h, c }, x, { random }) {', 'step(own: any, { h, c }, x, { random }) {\n    const { U, W, b } = own;\n    own.W = concat([W, W], 1);', /^shapes 8:\d+ TypeError: Cannot assign to read only property 'W' of object/],
  ['whole numbers in the state', 'tanh(kept);', 'cast(tanh(kept), \'int32\');', /^shapes 9:17 `state\.h` is of int32; float32 is expected/],
  ['a state that a step writes into', 'const out =', '({ h, c } = arguments[1]).h = h; arguments[1].h = tanh(h);\n    const out =', /^shapes 9:\d+ TypeError: Cannot assign to read only property 'h' of object/],
  ['what is no tensor in the state: NaN', 'h: out', 'h: (x as any) * 2', /^shapes 10:5 `state\.h` is NaN; a tensor \[7, 6\] is expected\.$/],
  ['what is no tensor in the state: 0', 'c: kept', 'c: 0', /^shapes 10:5 `state\.c` is 0; a tensor \[7, 6\] is expected\.$/],
  ['a throw outside of training', 'const out =', 'if (!arguments[3].training) throw new Error(\'Not so\');\n    const out =', /^shapes 9:\d+ Not so\.$/],
  ['a number that is none outside of training', 'tanh(kept);', 'arguments[3].training ? tanh(kept) : log(sub(kept, 1e3));', /^finite 9:\d+ log gives 42 numbers that are NaN, which is no number; the step at t = 0 hands it on, where `training` is false\.$/],
  ['a part of the state that is not given back', ', c: kept } }', ' } }', /^shapes 10:5 `step` does not give back `state\.c`: the next step needs it, \[7, 6\]\.$/],
  ['a wrong shape in the state, where it is made', 'add(mul(0.5, c), tanh(a))', 'concat([c, tanh(a)], 1)', /^shapes 9:17 `state\.h` is \[7, 12\]; \[7, 6\] is expected/],
  ['shapes that do not go together', 'matMul(x, U)', 'matMul(x, W)', /^shapes 7:\d+ Error in matMul.*7,5.*6,6/],
  ['a number that is none, where it first comes about', 'tanh(kept);', 'log(sub(kept, 1e3));', /^finite 9:\d+ log gives 42 numbers that are NaN/],
  ['chance that is not of the seed', 'mul(0.5, c)', 'mul(Math.random(), c)', /^same 8:\d+ mul gives other numbers when the same is computed again\. .*context\.random/],
  ['chance drawn as the file is loaded', /;\n\n([^]*)mul\(0\.5/, ';\nconst share = Math.random();\n$1mul(share', /^same 8:\d+ mul gives other numbers when the file is loaded again\. .*context\.random/],
  ['chance drawn as the cell is made', /=> \(\{([^]*)mul\(0\.5([^]*)\}\)\);/, '=> { const share = Math.random(); return ({$1mul(share$2}); });', /^same 8:\d+ mul gives other numbers when the file is loaded again\. .*context\.random/],
  ['chance drawn for what a parameter begins with', 'b: { shape: [n] }', 'b: { shape: [n], initialiser: { kind: \'uniform\', limit: Math.random() } }', /^same 5:\d+ `parameters\.b` is another when the file is loaded again: what a cell has may depend on inputSize, hiddenSize and options alone\.$/],
  ['chance of the seed that stays from one sequence to the next', /;\n\n([^]*)mul\(0\.5/, ';\nlet share: number;\n$1mul(share ??= random.uniform()', /^same 8:\d+ mul gives other numbers when another sequence came before\. .*what a step remembers belongs in the state/],
  ['a tensor of the step before', /;\n\n([^]*)const out/, ';\nlet last: any;\n$1if (last) sub(last, 1);\n    last = tanh(kept);\n    const out', /^shapes 9:\d+ sub is given a tensor that is there no more: nothing but the state goes from one step to the next\.$/],
  ['a class that is no function', /export default([^]*)/, 'export default class Mine { parameters = {}; }', /^loads 3:\d+ a class is no cell by itself: a function makes one of it, `export default defineCell\(given => new Mine\(given\)\)`\.$/],
  ['gates that are others each time', 'return {', 'return { gates: { o: mul(Math.random(), out) },', /^same 10:\d+ mul gives other numbers when the same is computed again\./],
  ['gates of whole numbers', 'return {', 'return { gates: { o: cast(out, \'int32\') },', /^shapes 10:\d+ `gates\.o` is of int32; float32 is expected/],
  ['an operation taken for a method', 'add(b, add(matMul(x, U), matMul(h, W)))', '(matMul(x, U) as any).add(b)', /^shapes 7:\d+ TypeError: matMul\(\.\.\.\)\.add is not a function: operations are functions, add\(…\), imported from 'unfold'\.$/],
  ['rows of a parameter taken for those of sequences', 'b: { shape: [n] }', 'b: { shape: [7, n] }', /^shapes 7:\d+ .*add was given \[7, 6\] and \[8, 6\]\.$/],
  ['a number where a matrix is expected', 'matMul(h, W)', 'matMul(h, 3 as any)', /^shapes 7:\d+ Error in matMul.*; matMul was given \[7, 6\] and 3\.$/],
  ['parts that do not come out even', /tensor \} from 'unfold';([^]*)tanh\(kept\);/, 'tensor, split } from \'unfold\';$1tanh(split(kept, 4, 1)[0]);', /^shapes 9:\d+ Number of splits must evenly divide the axis; split was given \[7, 6\], 4 and 1\.$/],
  ['what is thrown and is no error', 'const out =', 'if (h) throw \'oops\';\n    const out =', /^shapes 6:3 oops\.$/],
  ['numbers that go round the gradient', 'add(mul(0.5, c), tanh(a))', 'tensor(add(mul(0.5, c), tanh(a)).dataSync(), [x.shape[0], n])', /^gradients 8:\d+ No gradient goes back through tensor to `U`, `W`, `b`, h of the step before, c of the step before and x: of `U` it is 0, and along a random direction the loss changes by/],
  ['a gradient of one\'s own that is wrong', 'tanh(a));', '(customGrad((v) => ({ value: mul(v, 2), gradFunc: (dy) => mul(dy, 3) })))(tanh(a)));', /^gradients 8:\d+ The gradient is wrong from customGrad on, of `U` by \d.* %, .*: along a random direction of `U` it says .*, and finite differences/],
  ['a gradient that is not finite', 'mul(0.5, c)', 'sqrt(square(c))', /^gradients 8:\d+ The gradient of .*c of the step before.* is not finite at the parameters that a run begins with, from sqrt on\.$/],
  ['a parameter that nothing depends on', 'b: { shape: [n] } }', 'b: { shape: [n] }, V: { shape: [n] } }', /^gradients 5:\d+ Nothing depends on `V`: it stays as it is drawn\.$/],
  ['a tensor that stays', 'tanh(kept);', '(tanh(kept) as any).variable();', /^tensors 6:3 `step` leaves 3 tensors behind/],
  ['a tensor that is not its own to dispose', 'const out =', '(W as any).dispose();\n    const out =', /^(shapes|tensors) 6:3 `step` disposes `parameters\.W`, which it was given: it disposes nothing, the run does\.$/],
])('says where there is %s', async (_, from, to, sentence) => {
  expect(inWords(await reports(from, to))).toEqual([expect.stringMatching(sentence)]);
});

it('looks at a cell as an experiment uses it, and says with which sizes it was tried where that is not known', async () => {
  const inFirst = (data: object, hiddenSize: number, options = {}) => ({ 'mine.unfold.json': JSON.stringify({ data, model: { layers: [{ cell: { kind: './cells/mine.ts', ...options }, hiddenSize }] } }) });
  const adding = { kind: 'task', task: 'adding' };
  const only = (test: string): string => `if (!(${test})) throw new Error('Not so');\n    const out =`;
  for (const [test, others] of [['x.shape[1] === 2', inFirst(adding, 6)], ['n === 32', inFirst(adding, 260)]] as const) {
    expect(inWords(await reports('const out =', only(test), others)).filter((said) => said.startsWith('shapes'))).toEqual([]);
  }
  expect(inWords(await reports('const out =', only('x.shape[1] === 2'), inFirst({ kind: 'text', file: 'a.txt' }, 6)))).toEqual([expect.stringMatching(/Not so\. It was tried with 6 units that read 3 columns\.$/)]);
  expect(inWords(await reports('matMul(x, U)', 'matMul(x, U, true)', inFirst(adding, 6)))).toEqual([expect.stringMatching(/^shapes 7:\d+ Error in matMul/)]); // 2 columns: no more sequences than those would let it pass
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'mine.unfold.json'), inFirst(adding, 260, { parts: 13 })['mine.unfold.json']);
  expect(await useOf(join(folder, 'cells/mine.ts'))).toMatchObject({ sizes: { inputSize: 2, hiddenSize: 260 }, smaller: { inputSize: 2, hiddenSize: 32 }, isSupposed: false });
});

it('looks at a large cell with fewer units, and with as many as it has where it makes no steps of those', async () => {
  const large = { 'mine.unfold.json': JSON.stringify({ data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind: './cells/mine.ts', parts: 13 }, hiddenSize: 260 }] } }) };
  expect(inWords(await reports('tanh(kept);', 'log(sub(kept, 1e3));', large))).toEqual([expect.stringMatching(/^finite .* It was tried with 32 units that read 2 columns\.$/)]);
  expect(inWords(await reports('tanh(kept);', 'log(sub(kept, n === 260 ? 1e3 : x));', large))).toEqual([expect.stringMatching(/^finite .*hands it on\.$/)]);
});

it('says which test never ends, once there is nothing left to do', async () => {
  const test = 'import { test } from \'unfold/test\';\ntest(\'it waits\', () => new Promise(() => undefined));\ntest(\'it goes on\', () => undefined);\n';
  const idle = setInterval(() => process.emit('beforeExit', 0), 20); // vitest has always something left to do
  const all = await reports('', '', { 'cells/mine.test.ts': test });
  clearInterval(idle);
  expect(all.flatMap((report) => (report.kind === 'test' ? [[report.name, report.findings.map(({ message, place: { line } }) => `${line} ${message}`)]] : []))).toEqual([
    ['it waits', ['2 It never ends: what it waits for does not come.']], ['it goes on', []],
  ]);
});

it('gives no finding for kinks and chance that is of the seed', async () => {
  expect(inWords(await reports('tanh(kept);', 'add(mul(random.uniform(), kept), relu(kept));'))).toEqual([]);
});

const ofClass = `import { add, customGrad, defineCell, exp, matMul, mul, neg, square, type Sizes, type Tensor } from 'unfold';

class Bells {
  readonly parameters;
  #n: number;
  constructor({ inputSize, hiddenSize }: Sizes, private readonly width: number) {
    this.parameters = { U: { shape: [inputSize, hiddenSize] }, W: { shape: [hiddenSize, hiddenSize] } };
    this.#n = hiddenSize;
  }
  get state() { return { h: this.#n, c: this.#n }; }
  bell(a: Tensor): Tensor {
    const value = exp(neg(square(mul(this.width, a))));
    return customGrad(x => ({ value: exp(neg(square(mul(this.width, x)))), gradFunc: dy => mul(dy, mul(-2 * this.width ** 2, mul(x, value))) }))(a);
  }
  step({ U, W }: Record<'U' | 'W', Tensor>, { h, c }: Record<'h' | 'c', Tensor>, x: Tensor) {
    const kept = add(mul(0.5, c), this.bell(add(matMul(x, U), matMul(h, W))));
    return { state: { h: mul(kept, kept), c: kept } };
  }
}
export default defineCell((sizes: Sizes) => new Bells(sizes, 0.7));
`;

it('finds nothing wrong with a cell of a class, whose gradient by hand reads what was computed on the way there', async () => {
  expect(inWords(await reports(right, ofClass))).toEqual([]);
  expect(inWords(await reports(right, ofClass.replace('dy, mul(-2', 'dy, mul(2')))).toEqual([expect.stringMatching(/^gradients 13:\d+ The gradient is wrong from customGrad on, of `U` by /)]);
});

it('leaves a gradient alone that its author says is on purpose another, behind the operation or in the line above it', async () => {
  const own = '(customGrad((v) => ({ value: mul(v, 2), gradFunc: (dy) => mul(dy, 3) })))(tanh(a)));';
  const line = '    const kept = add(mul(0.5, c), tanh(a));';
  expect(inWords(await reports('tanh(a));', own))).toEqual([expect.stringMatching(/ Where that is on purpose, write `\/\/ unfold: straight-through` behind it\.$/)]);
  for (const [from, to] of [['tanh(a));', `${own} // unfold: straight-through`], [line, `    // a hard gate; unfold: no\n    // unfold: straight-through\n${line.replace('tanh(a));', own)}`]] as const) {
    const all = await reports(from, to);
    expect(inWords(all)).toEqual([]);
    const [{ state, gradients }] = all.flatMap((report) => (report.kind === 'check' && report.check === 'gradients' ? [report] : [])) as [Extract<CellReport, { kind: 'check' }>];
    expect([state, gradients!.filter(({ meant }) => meant).map(({ name }) => name)]).toEqual(['right', ['U', 'W', 'b', 'before h', 'before c', 'x']]);
  }
  expect(inWords(await reports(line, `    const about = '// unfold: straight-through'; void about;\n\n${line.replace('tanh(a));', own)}`))).toHaveLength(1);
});

it('runs the test beside a cell, and says which line of it fails, and which numbers', async () => {
  const test = `import { near, stepOf, test } from 'unfold/test';
import cell from './mine';
const given = { parameters: { U: [[1]], W: [[1]], b: [0] }, state: { h: [[0]], c: [[2]] }, x: [[0]] };
test('half of c stays', () => near(stepOf(cell, given).state.c, [[1]]));
test('all of c stays', () => near(stepOf(cell, given).state.c, [[2]]));
test('it waits', async () => { await null; throw new Error('no luck'); });
`;
  const all = await reports('', '', { 'cells/mine.test.ts': test });
  expect(all.flatMap((report) => (report.kind === 'test' ? [[report.name, report.place.line, report.findings.map(({ message, place: { line, column } }) => `${line}:${column} ${message}`)]] : []))).toEqual([
    ['half of c stays', 4, []], ['all of c stays', 5, ['5:30 [0, 0] is 1; 2 is expected.']], ['it waits', 6, ['6:50 no luck.']],
  ]);
  const broken = await reports('', '', { 'cells/mine.test.ts': 'import { nera } from \'unfold/test\';\nnera();' });
  expect(inWords(broken)).toEqual(['The test beside it loads 2:1 \'unfold/test\' has no nera; did you mean near?']);
});
