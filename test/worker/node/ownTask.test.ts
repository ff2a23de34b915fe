import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import { ownTask } from '../../../src/core/spec/ownTask.ts';
import { taskChecks } from '../../../src/protocol/cellChecks.ts';
import type { CellReport } from '../../../src/protocol/cellChecks.ts';
import { checkFile } from '../../../src/worker/node/own/checkFile.ts';
import { checkTask } from '../../../src/worker/own/checks/checkTask.ts';
import { loadOwnCode } from '../../../src/worker/node/own/loadOwnCode.ts';
import { NewCodeSearch } from '../../../src/worker/node/own/newCode.ts';
import { useOf } from '../../../src/worker/node/own/usesOf.ts';
import { experimentOf } from '../../core/experiments.ts';
import { float64 } from '../../float64/load.ts';
import { temporaryFolder } from '../lib/runFolders.ts';

const right = `import { defineTask } from 'unfold';
import { range } from '../lib/range';

export default defineTask(({ options: { delay = 2 } }) => ({
  x: { kind: 'numbers', size: 1 },
  y: { kind: 'numbers', size: 1 },
  output: 'each',
  leastTau: delay + 1,
  draw(tau, random) {
    const x = range(tau).map(() => random.uniform());
    return { x, y: x.map((_, t) => x[t - delay] ?? 0) };
  },
}));
`;
const range = 'export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);\n';

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ 'lib/range.ts': range, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const experiment = experimentOf({ data: { kind: 'task', task: './tasks/mine.ts', delay: 2 } as never, training: { tau: 6, batchSize: 2 } });
const load = async (text: string, others = {}) => loadOwnCode(experiment, await folderOf({ 'tasks/mine.ts': text, ...others }));
const nothing = () => Promise.reject(new Error('No file is read.'));

it('draws batches in the process that loaded it, the same from the same seed', async () => {
  const [one, other] = [await load(right), await load(right)];
  const [first, second] = await Promise.all([one, other].map(each => openData(each, nothing)));
  const batch = first!.next();
  expect(batch).toEqual(second!.next());
  expect([batch.batchSize, batch.tau, batch.x.size, batch.y.data[2]]).toEqual([2, 6, 1, batch.x.data[0]]);
  const cursor = first!.cursor();
  const next = first!.next();
  second!.seek(cursor);
  expect(second!.next()).toEqual(next);
  expect([...first!.validation()]).toEqual([...second!.validation()]);
  expect(ownTask(one)!.facts!.code).toMatch(/^[\da-f]{16}$/);
});

it('trains on the options as they are, and from what its code begins with, whether or not somebody heard what it asks for', async () => {
  const counting = right.replace('export default', 'let drawn = 0; export default').replace('draw(tau, random) {', '$& drawn++;').replace('random.uniform()', 'random.uniform() + drawn');
  const first = async (text: string, hears: boolean) => {
    const given = experimentOf({ data: { kind: 'task', task: './tasks/mine.ts', delay: 2, dealy: 3 } as never, training: { tau: 6, batchSize: 2 } });
    const loaded = await loadOwnCode(given, await folderOf({ 'tasks/mine.ts': text }), undefined, { hears });
    return { asks: ownTask(loaded)!.facts!.asks, batch: (await openData(loaded, nothing)).next() };
  };
  const [heard, unheard] = [await first(counting, true), await first(counting, false)];
  expect([heard.asks, unheard.asks]).toEqual([['delay'], undefined]);
  expect(heard.batch).toEqual(unheard.batch);
  const cloning = await first(right.replace('({ options: { delay = 2 } }) => ({', '({ options }) => { const { delay = 2 } = structuredClone(options) as { delay?: number }; return ({').replace('\n}));', '\n}); });'), true);
  expect(cloning).toEqual({ asks: undefined, batch: (await first(right, false)).batch });
});

it.each<[sentence: string, from: string, to: string]>([
  ['./tasks/mine.ts:8:21: Unexpected token.', 'delay + 1', 'delay + ;'],
  ['./tasks/mine.ts has no default export: a task is `export default defineTask(…)`.', 'export default', 'export const task ='],
  ['./tasks/mine.ts:2:23: imports \'../lib/rang\', which is not there.', 'lib/range', 'lib/rang'],
  ['./tasks/mine.ts:1:28: imports \'lodash\', but there is \'unfold\' to import, and files by their paths, which begin with ./ or ../.', 'from \'unfold\'', 'from \'lodash\''],
  ['./tasks/mine.ts:4:7: no luck.', 'export default', 'throw new Error(\'no luck\'); export default'],
  ['./tasks/mine.ts:4:16: \'unfold\' has no defineTsk; did you mean defineTask?', 'export default defineTask', 'export default defineTsk'],
  ['./tasks/mine.ts:7:3: `output` is "all"; "each", where an answer is asked for at each step, or "last", at the end, is expected.', '\'each\'', '\'all\''],
  ['./tasks/mine.ts:6:3: `y.size` is 0; how many numbers there are in a row is expected, 1 or more.', 'y: { kind: \'numbers\', size: 1', 'y: { kind: \'numbers\', size: 0'],
])('says where in its file: %s', async (sentence, from, to) => {
  const text = to.includes('defineTsk') ? right.replace('{ defineTask }', '{ defineTsk }').replace(from, to) : right.replace(from, to);
  await expect(load(text)).rejects.toThrow(sentence);
});

it.each<[sentence: string, from: string, to: string]>([
  ['./tasks/mine.ts:11:5: `y` has 5 elements and `x` 6; as many are expected, an answer at each step (`output` "each").', '?? 0) }', '?? 0).slice(1) }'],
  ['./tasks/mine.ts:10:15: ReferenceError: rang is not defined.', 'range(tau)', 'rang(tau)'],
  ['./lib/range.ts:1:75: TypeError: Cannot read properties of undefined', 'range(tau)', 'range(undefined)'],
])('says where it draws: %s', async (sentence, from, to) => {
  const data = await openData(await load(right.replace(from, to), { 'lib/range.ts': 'export const range = (count: any): number[] => Array.from({ length: count.valueOf() }, (_, i) => i);\n' }), nothing);
  expect(() => data.next()).toThrow(sentence);
});

it('does not run where the workspace is not trusted, nor from outside of its folders', async () => {
  vi.stubEnv('UNFOLD_RESTRICTED', '1');
  await expect(load(right)).rejects.toThrow('./tasks/mine.ts is code, which does not run in Restricted Mode: trust this workspace first.');
  vi.unstubAllEnvs();
  const [folder, elsewhere] = [await folderOf({ 'tasks/mine.ts': right }), await temporaryFolder()];
  vi.stubEnv('UNFOLD_FOLDERS', elsewhere);
  await expect(loadOwnCode(experiment, folder)).rejects.toThrow(`./tasks/mine.ts is outside of this workspace (${await realpath(join(folder, 'tasks/mine.ts'))})`);
  vi.unstubAllEnvs();
  await expect(loadOwnCode(experiment, elsewhere)).rejects.toThrow('./tasks/mine.ts is not there: no file ');
});

it('is found another, while a run waits, and whether that goes with what was trained', async () => {
  const folder = await folderOf({ 'tasks/mine.ts': right });
  const write = (text: string) => writeFile(join(folder, 'tasks/mine.ts'), text);
  const search = new NewCodeSearch([ownTask(await loadOwnCode(experiment, folder))!], folder, {});
  expect(await search.look()).toBeUndefined();
  await write(right.replace('?? 0', '?? 1'));
  expect(await search.look()).toEqual({ file: './tasks/mine.ts' });
  await write(right.replace('y: { kind: \'numbers\', size: 1', 'y: { kind: \'numbers\', size: 2'));
  expect(await search.look()).toEqual({ file: './tasks/mine.ts', problem: 'y is 2 numbers now and was 1 numbers. A run cannot go on with other shapes or classes: start a new one with it.' });
});

/** Everything that is said of a task whose file has something else in one place, and what checks came to. */
async function reports(from: string, to: string, others = {}): Promise<{ states: string[]; said: string[] }> {
  const folder = await folderOf({ 'tasks/mine.ts': right.replace(from, to), ...others });
  const file = join(folder, 'tasks/mine.ts');
  const all: CellReport[] = [];
  for await (const report of checkFile(file, { ...await useOf(file), float64 })) all.push(report);
  const said = all.flatMap(report => (report.kind === 'files' ? [] : report.findings.map(({ message, place: { line, column } }) => `${report.kind === 'check' ? report.check : report.name} ${line}:${column} ${message}`)));
  return { states: all.flatMap(report => (report.kind === 'check' ? [`${report.check} ${report.state}`] : [])), said };
}

it('is looked at from all sides, with the options and the tau of an experiment that uses it', async () => {
  const names = Object.keys(taskChecks).map(name => `${name} right`);
  expect(await reports('', '')).toEqual({ states: names, said: [] });
  const json = '{ "data": { "kind": "task", "task": "./tasks/mine.ts", "delay": 7 }, "model": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 2 }] }, "training": { "tau": 9 } }';
  expect(await useOf(join(await folderOf({ 'tasks/mine.ts': right, 'a.unfold.json': json }), 'tasks/mine.ts'))).toMatchObject({ kind: 'task', options: { delay: 7 }, tau: 9 });
  const test = 'import { equal, sequencesOf, test } from \'unfold/test\';\nimport task from \'./mine\';\ntest(\'it echoes\', () => {\n  equal(sequencesOf(task, { tau: 3 })[0].y[0], 1);\n});\n';
  expect(await reports('', '', { 'tasks/mine.test.ts': test })).toEqual({ states: names, said: ['it echoes 4:3 It is 0; 1 is expected.'] });
});

it.each<[what: string, from: string, to: string, sentence: string]>([
  ['a syntax error', 'delay + 1', 'delay + ;', 'loads 8:21 Unexpected token.'],
  ['a declaration that is none', '\'each\'', '\'all\'', 'loads 7:3 `output` is "all"; "each", where an answer is asked for at each step, or "last", at the end, is expected.'],
  ['too many steps', 'range(tau).', 'range(tau + 1).', 'shapes 11:5 `x` has 24 elements; a sequence has 23 at most, as many as tau asks for.'],
  ['another length', '?? 0) }', '?? 0).slice(1) }', 'shapes 11:5 `y` has 22 elements and `x` 23; as many are expected, an answer at each step (`output` "each").'],
  ['nothing', 'range(tau).', 'range(0).', 'shapes 11:5 `x` is empty: a sequence has one element at least.'],
  ['another width', 'random.uniform());', '[random.uniform(), 1]);', 'shapes 11:5 `x[0]` has 2 numbers; 1 number in a row is declared (`size`).'],
  ['a class out of range', 'y: { kind: \'numbers\', size: 1 }', 'y: { kind: \'classes\', names: [\'a\', \'b\'] }', 'shapes 11:5 `y[2]` is 0.'],
  ['what is no number', '?? 0)', '?? NaN)', 'finite 11:5 `draw` gives y[0] = NaN: every number is to be finite.'],
  ['a throw', 'range(tau).', 'rang(tau).', 'shapes 10:15 ReferenceError: rang is not defined.'],
  ['a throw of what is no error', 'const x =', 'if (tau) throw \'oops\';\n    const x =', 'shapes 9:3 oops.'],
  ['random numbers of their own', 'random.uniform()', 'Math.random()', 'same 10:36 A sequence drawn again from the same seed is another: x is 0.'],
  ['something remembered', 'draw(tau, random) {', 'draw(tau, random) {\n    counted += 1;', 'same 9:3 A sequence drawn again from the same seed is another: y is 1 there and then 8. Random numbers come from `random`, whose seed is the experiment’s, and nothing is remembered from one sequence to the next.'],
  ['the same sequence always', 'random.uniform()', '0.5', 'varied 9:3 Every seed gives the same sequence: the model is validated with what it was trained on.'],
])('finds %s', async (_, from, to, sentence) => {
  const counted = to.includes('counted');
  const { said } = await reports(counted ? right.slice(right.indexOf('export default')) : from, counted ? `let counted = 0;\n${right.slice(right.indexOf('export default')).replace(from, to).replace('?? 0', '?? counted % 9')}` : to);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(counted ? 'same 10:3 A sequence drawn again from the same seed is another: y is' : sentence);
});

it('finds nothing wrong with a task of a class, and what one of two classes depends on besides the seed', async () => {
  const ofClass = `import { defineTask, type Random } from 'unfold';
class Sum {
  readonly x = { kind: 'numbers', size: 1 };
  readonly y = { kind: 'classes', names: ['less', 'more'] };
  readonly output = 'last';
  private sum = 0;
  constructor(private readonly least: number) {}
  get leastTau() { return this.least; }
  draw(tau: number, random: Random) {
    const x = Array.from({ length: tau }, () => random.normal());
    return { x, y: [x.reduce((all, each) => all + each, this.sum) > 0 ? 'more' : 'less'] };
  }
}
export default defineTask(() => new Sum(4) as any);
`;
  expect((await reports('', '', { 'tasks/mine.ts': ofClass })).said).toEqual([]);
  expect((await reports('', '', { 'tasks/mine.ts': ofClass.replace('this.sum)', 'this.sum += x[0])') })).said).toEqual([expect.stringMatching(/^same 9:3 A sequence drawn again from the same seed, .*is another: y is [01] there and then [01]/)]);
});

it.each([['the file is loaded', 'export default', 'const share = Math.random();\nexport default'], ['the task is made', 'delay = 2 }', 'delay = 2, share = Math.random() }']])('finds chance that is drawn as %s', async (_, from, to) => {
  const { said } = await reports('', '', { 'tasks/mine.ts': right.replace(from, to).replace('random.uniform()', 'share + random.uniform()') });
  expect(said).toEqual([expect.stringMatching(/^same \d+:\d+ A sequence drawn again from the same seed, once its file is loaded again, is another: x is /)]);
});

let times = 0;
const remembered = [[[], [], [0, 1]], [[], [0], [1]]] as const;
const tree = { x: { kind: 'numbers', size: 1 }, y: { kind: 'classes', names: ['a', 'b'] }, output: 'last', trees: { arity: 2 }, leastTau: 3 };
const drawnTree = { x: [1, 2, 3], y: ['a'], children: remembered[0] };

it.each<[field: string, draw: (tau: number, random: { uniform: () => number }) => object, findings: object]>([
  ['children', () => ({ ...drawnTree, children: remembered[times++ % 2] }), { same: 'children is [] there and then [0].' }],
  ['right', () => ({ ...drawnTree, right: [['a', 'b'].slice(0, 1 + times++ % 2)] }), { same: 'right is [0] there and then [0, 1].' }],
  ['written', () => ({ ...drawnTree, written: String(times++ % 2) }), { same: 'written is "0" there and then "1".' }],
  ['nothing, where the seed decides which tree it is', (_, random) => ({ ...drawnTree, children: remembered[random.uniform() < 0.5 ? 0 : 1] }), {}],
])('finds another %s from the same seed', (_, draw, found) => {
  times = 0;
  const code = { make: () => ({ ...tree, draw }), call: <T>(f: () => T) => f() };
  const checks = [...checkTask({ file: './mine.ts', code, loadAgain: () => code, options: {}, tau: 3 })];
  const said = checks.flatMap(({ check, findings = [] }) => findings.map(({ message }) => [check, message.replace(/^A sequence drawn again from the same seed is another: | Random numbers come .*$/g, '')]));
  expect(Object.fromEntries(said)).toEqual(found);
});
