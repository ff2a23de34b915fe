import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { planNewRun, planResume } from '../../src/cli/runPlan.ts';
import { encodeSafetensors } from '../../src/core/checkpoint/safetensors.ts';
import { cellTemplates } from '../../src/core/spec/newCell.ts';
import { bundle } from '../worker/lib/bundle.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { start, startAs, unfold, withCommandLine } from './lib/unfold.ts';

withCommandLine();

const unfoldAs = (...parameters: Parameters<typeof startAs>) => startAs(...parameters).ended;

let folder: string;
beforeEach(async () => { folder = await temporaryFolder(); });

const file = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
const experiment = (parts: object) => JSON.stringify({ data: { kind: 'text', file: 'text.txt' }, model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 4 }] }, ...parts }, null, 2);
const text = 'the quick brown fox jumps over the lazy dog. '.repeat(50);
const small = { training: { steps: 3, batchSize: 2, tau: 8 }, device: 'cpu' };

test('--help, --version and nothing at all', async () => {
  expect((await unfold(folder, '--help')).stdout).toContain('unfold train FILE');
  expect(await unfold(folder)).toEqual(await unfold(folder, '--help'));
  const [, templates] = /--from (blank[^]*?)\n {4}--/.exec((await unfold(folder, '--help')).stdout)!;
  expect(templates!.replaceAll(/\s/g, '').split('|')).toEqual(Object.keys(cellTemplates));
  expect((await unfold(folder, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [['fly'], 'There is no command "fly"; there are train, sample, likelihood, esn, predict, inspect, validate, migrate, new, check, draw, step, gradcheck. See unfold --help.'],
  [['train'], 'Which experiment? unfold train FILE'],
  [['train', 'a.unfold.json', 'b.unfold.json'], 'One file at a time: what is "b.unfold.json"?'],
  [['train', 'a.unfold.json', '--fast'], "Unknown option '--fast'. See unfold --help."],
  [['train', 'a.unfold.json', '--steps', 'many'], '--steps takes a whole number from 1 to 1000000000, not "many".'],
  [['validate', 'a.unfold.json'], 'There is no file a.unfold.json.'],
  [['migrate'], 'Which experiment? unfold migrate FILE'],
  [['migrate', 'a.unfold.json'], 'There is no file a.unfold.json.'],
  [['new', 'thing'], 'What shall be new? unfold new cell NAME, unfold new task NAME, or unfold new experiment FILE'],
  [['new', 'task'], 'Which name? unfold new task NAME'],
  [['new', 'task', 'mine', '--from', 'copy'], '--from takes echo, adding, order, grammar, roman or logic, not "copy".'],
  [['new', 'cell', 'mine', '--from', 'rnn'], '--from takes blank, tanh, relu, leaky, leakySpread, leakyLearnt, gru, gruBefore, minimalGated, lstm, peepholeLstm, coupledLstm, layerNormLstm, skip, clockwork, timeDelay, feedforward, perPosition, ntm, memory or an experiment, NAME.unfold.json, not "rnn".'],
])('unfold %j is refused', async (args, sentence) => {
  expect(await unfold(folder, ...args)).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
});

const own = { data: { kind: 'task', task: 'adding', validationSequences: 4 }, model: { layers: [{ cell: { kind: './cell.ts' }, hiddenSize: 3 }] }, training: { steps: 3, batchSize: 2, tau: 4 }, device: 'cpu' };

test('a cell of one\'s own is trained, sampled and checked; one that never comes back is stopped', async () => {
  const cell = (step: string) => `import { add, matMul, tanh } from 'unfold';
export default ({ inputSize, hiddenSize: n }: any) => ({ parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] } }, step({ U, W }: any, { h }: any, x: any, { t }: any) {
  ${step}
  return { state: { h: tanh(add(matMul(x, U), matMul(h, W))) } };
} });`;
  await file('cell.ts', cell(''));
  await file('a.unfold.json', experiment(own));
  const trained = await unfold(folder, 'train', 'a.unfold.json', '--run-dir', 'run', '--json');
  expect(trained).toMatchObject({ code: 0, stderr: '' });
  const sampled = await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors');
  expect(sampled).toMatchObject({ stdout: expect.stringMatching(/^index\tsum\tprediction\n0\t/) as string, stderr: '' });
  await file('cell.ts', cell('if (t === 1) { console.log(\'looked\'); h.print(); }'));
  const changed = await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors');
  expect(changed).toMatchObject({ stdout: sampled.stdout, stderr: expect.stringMatching(/^\.\/cell\.ts was changed since the checkpoint was saved: computed is what it said then, kept in .*code.[\da-f]{16}\.\n$/) as string });
  const resumed = await unfold(folder, 'train', '--resume', 'run/checkpoints/step-3.safetensors', '--steps', '5', '--json');
  expect(resumed.stdout).toMatch(/"message":"\.\/cell\.ts was changed since step 3 was saved: from here on the run computes what it says now\. As it was, it is kept in the run's folder, in code\/[\da-f]{16}\."/);
  expect(resumed.stderr).toMatch(/^(looked\nTensor\n[^]*?\]\]\n)+$/);
  expect(resumed.stdout.trim().split('\n').map(line => typeof JSON.parse(line))).not.toContain('string');
  await file('cell.ts', cell('').replace('W: { shape: [n, n] }', 'W: { shape: [n, n] }, p: { shape: [n] }'));
  expect(await unfold(folder, 'train', '--resume', 'run/checkpoints/step-5.safetensors', '--steps', '6', '--json'))
    .toMatchObject({ code: 1, stderr: expect.stringMatching(/^\.\/cell\.ts was changed since step 5 was saved: the parameter p is \[3\] now and was not there\. A run cannot go on with other shapes or classes: start a new one\./) as string });
  await file('cell.ts', cell('if (t === 0) for (;;);'));
  expect(await unfold(folder, 'train', 'a.unfold.json')).toMatchObject({ code: null, stderr: './cell.ts:3 still runs after 5 s: an endless loop?\n' });
  await file('cell.ts', cell('if (t === 2) for (;;);'));
  expect(await unfoldAs({ env: { ...process.env, UNFOLD_WATCHDOG_SECONDS: '3' } }, folder, 'train', 'a.unfold.json', '--run-dir', 'stuck', '--json'))
    .toMatchObject({ code: null, stderr: './cell.ts:3 still runs after 3 s: an endless loop?\n' });
  expect(JSON.parse(await readFile(join(folder, 'stuck/status.json'), 'utf8'))).toMatchObject({ state: 'failed', reason: './cell.ts:3 still runs after 3 s: an endless loop?' });
}, 60_000);

test('a task of one\'s own is trained on, drawn, sampled with and checked; one that never comes back is stopped', async () => {
  const task = (draw: string) => `import { defineTask } from 'unfold';
export default defineTask(({ options: { delay } }) => ({
  x: { kind: 'numbers', size: 1 }, y: { kind: 'classes', names: ['up', 'down'] }, output: 'last',
  draw(tau, random) {
    ${draw}
    const x = Array.from({ length: tau }, () => random.uniform(-1, 1));
    return { x, y: [x[delay]! > 0 ? 'up' : 'down'] };
  },
}));`;
  await file('task.ts', task(''));
  await file('a.unfold.json', experiment({ ...own, data: { kind: 'task', task: './task.ts', delay: 1, validationSequences: 4 }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 3 }] } }));
  const drawn = await unfold(folder, 'draw', 'task.ts', '--count', '1', '--tau', '2');
  expect(drawn).toMatchObject({ stdout: expect.stringMatching(/^\.\/task\.ts: sequences of at most 2 steps, seed \d+\.\n\nt {2}x +y\n0 {2}-?0\.\d+\n1 {2}-?0\.\d+ +(up|down)\n$/) as string, stderr: '' });
  expect(await unfold(folder, 'train', 'a.unfold.json', '--run-dir', 'run', '--json')).toMatchObject({ code: 0, stderr: '' });
  const { experiment: written } = JSON.parse(await readFile(join(folder, 'run/experiment.json'), 'utf8')) as { experiment: object };
  expect(written).toMatchObject({ model: { output: 'last' }, training: { loss: 'crossEntropy' }, data: { options: { delay: 1 }, facts: { x: { kind: 'numbers', size: 1 }, y: { kind: 'classes', size: 2, names: ['up', 'down'] } } } });
  const sampled = await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors');
  expect(sampled).toMatchObject({ stdout: expect.stringContaining('up') as string, stderr: '' });
  await file('task.ts', task('console.log(\'looked\');'));
  expect(await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors')).toMatchObject({ stdout: sampled.stdout, stderr: expect.stringMatching(/^\.\/task\.ts was changed since the checkpoint was saved: computed is what it said then, kept in /) as string });
  const resumed = await unfold(folder, 'train', '--resume', 'run/checkpoints/step-3.safetensors', '--steps', '5', '--json');
  expect(resumed.stdout).toMatch(/"message":"\.\/task\.ts was changed since step 3 was saved: from here on the run computes what it says now\./);
  await file('task.ts', task('if (random.uniform() >= 0) for (;;);'));
  expect(await unfoldAs({ env: { ...process.env, UNFOLD_WATCHDOG_SECONDS: '3' } }, folder, 'train', 'a.unfold.json', '--run-dir', 'stuck', '--json'))
    .toMatchObject({ code: null, stderr: './task.ts:5 still runs after 3 s: an endless loop?\n' });
  await bundle('src/worker/float64.ts');
  await file('task.ts', task('return { x: [], y: [] };'));
  const checked = await unfold(folder, 'check', 'task.ts');
  expect(checked).toMatchObject({ code: 1, stdout: expect.stringMatching(/^task\.ts: sequences of at most 4 steps, as in a\.unfold\.json\n✓ It loads, and makes a task\n✗ Sequences are as long and as wide as it says\n {2}task\.ts:7:5: `x` is empty: a sequence has one element at least\.\n–/) as string });
}, 60_000);

test('validate says that an experiment is valid', async () => {
  await file('text.txt', text);
  await file('a.unfold.json', experiment(small));
  expect(await unfold(folder, 'validate', 'a.unfold.json')).toEqual({ code: 0, stdout: 'a.unfold.json is valid.\n', stderr: '' });
});

test.each([
  ['an unknown field', () => file('a.unfold.json', experiment({ ...small, epochs: 3 })), /^a\.unfold\.json:\d+:\d+: .*epochs/],
  ['broken JSON', () => file('a.unfold.json', '{\n  "data": '), /^a\.unfold\.json:2:\d+: /],
  ['a missing text', () => file('a.unfold.json', experiment({ ...small, data: { kind: 'text', file: 'gone.txt' } })), /^a\.unfold\.json:4:13: There is no file gone\.txt\.\n$/],
  ['a text too short', () => file('text.txt', 'short').then(() => file('a.unfold.json', experiment(small))), /^a\.unfold\.json:\d+:\d+: .*text\.txt/],
  ['a binary file', () => file('text.txt', new Uint8Array(100)).then(() => file('a.unfold.json', experiment(small))), /^a\.unfold\.json:4:13: text\.txt is not text/],
  ['10⁹ units', () => file('a.unfold.json', experiment({ model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 1e9 }] } })), /^a\.unfold\.json:\d+:\d+: `hiddenSize` 1,000,000,000 needs about .*B of memory/],
])('validate says where %s is', async (_, make, sentence) => {
  await make();
  expect(await unfold(folder, 'validate', 'a.unfold.json')).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(sentence) });
});

test('migrate writes an older file in the current version, once', async () => {
  await file('a.unfold.json', '{ "version": 1, // as it was\n  "data": { "kind": "trees", "file": "a.txt", "words": 9 } }');
  expect(await unfold(folder, 'migrate', 'a.unfold.json')).toEqual({ code: 0, stdout: 'a.unfold.json is of version 2 now.\n', stderr: '' });
  expect(await readFile(join(folder, 'a.unfold.json'), 'utf8')).toBe('{ "version": 2, // as it was\n  "data": { "kind": "trees", "file": "a.txt", "vocabulary": 9 } }');
  expect(await unfold(folder, 'migrate', 'a.unfold.json')).toEqual({ code: 0, stdout: 'a.unfold.json is of version 2 already.\n', stderr: '' });
});

test('what is not valid is not trained', async () => {
  await file('a.unfold.json', experiment({ ...small, data: { kind: 'text', file: 'gone.txt' } }));
  expect(await unfold(folder, 'train', 'a.unfold.json')).toEqual({ code: 2, stdout: '', stderr: 'a.unfold.json:4:13: There is no file gone.txt.\n' });
  expect(await readdir(folder)).toEqual(['a.unfold.json']);
});

test('a run begins with the parameters of another\'s checkpoint, and says so; what is none is told at its place', async () => {
  await file('text.txt', text);
  await file('a.unfold.json', experiment(small));
  expect((await unfold(folder, 'train', 'a.unfold.json', '--run-dir', 'run')).code).toBe(0);
  const from = (name: string) => file('b.unfold.json', experiment({ ...small, training: { ...small.training, startFrom: { file: name } } }));
  await from('run/checkpoints/step-3.safetensors');
  const { code, stdout } = await unfold(folder, 'train', 'b.unfold.json', '--run-dir', 'second', '--json');
  expect(code).toBe(0);
  expect(stdout).toMatch(/"message":"Begins with 5 parameters of run\/checkpoints\/step-3\.safetensors, as they were after step 3\."/);
  await from('gone.safetensors');
  const again = { file: join(folder, 'b.unfold.json'), folder: join(folder, 'third'), steps: 9 };
  expect(await planResume(join(folder, 'second/checkpoints/step-3.safetensors'), again)).toMatchObject({ folder: again.folder }); // it has them already
  await expect(planNewRun(again)).rejects.toThrow('There is no file gone.safetensors.');
  expect(await unfold(folder, 'validate', 'b.unfold.json')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^b\.unfold\.json:\d+:\d+: There is no file gone\.safetensors\.\n$/) as string });
  await file('other.safetensors', encodeSafetensors([], {}));
  await from('other.safetensors');
  expect((await unfold(folder, 'validate', 'b.unfold.json')).stderr).toMatch(/^b\.unfold\.json:\d+:\d+: other\.safetensors: This file is not a checkpoint of Unfold/);
});

test('a checkpoint writes a text, the same for the same seed', async () => {
  await file('text.txt', text);
  await file('a.unfold.json', experiment(small));
  expect((await unfold(folder, 'train', 'a.unfold.json', '--run-dir', 'run')).code).toBe(0);
  const sample = async (...more: string[]) => (await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors', ...more)).stdout;
  const written = await sample('--length', '20', '--prime', 'the ', '--seed', '7');
  expect(written).toMatch(/^the [a-z. ]{20}\n$/);
  expect(await sample('--length', '20', '--prime', 'the ', '--seed', '7')).toBe(written);
  expect(await sample('--length', '20', '--prime', 'the ', '--seed', '8')).not.toBe(written);
  expect(JSON.parse(await sample('--json', '--length', '5', '--temperature', '0'))).toMatchObject({ kind: 'text', step: 3, temperature: 0, text: expect.stringMatching(/^.{5}$/) });
  const strange = await unfold(folder, 'sample', 'run/checkpoints/step-3.safetensors', '--prime', 'Ω');
  expect(strange).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining('Ω') });
});

test('inspect shows every tensor with its statistics', async () => {
  await file('a.safetensors', encodeSafetensors([
    { name: 'W', dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, NaN) },
    { name: 'empty', dtype: 'F32', shape: [0], data: new Float32Array() },
  ], { made: 'here' }));
  const { code, stdout } = await unfold(folder, 'inspect', 'a.safetensors', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    metadata: { made: 'here' },
    tensors: [
      { name: 'W', dtype: 'F32', shape: [2, 2], count: 4, min: 1, max: 3, mean: 2, standardDeviation: expect.closeTo(Math.sqrt(2 / 3), 12), nans: 1, infinities: 0 },
      { name: 'empty', dtype: 'F32', shape: [0], count: 0, nans: 0, infinities: 0 },
    ],
  });
  const [head, ...rows] = (await unfold(folder, 'inspect', 'a.safetensors')).stdout.trimEnd().split('\n');
  expect(head).toMatch(/^name +dtype +shape +count +min +mean +max +standard deviation +NaN$/);
  expect(rows).toEqual([expect.stringMatching(/^W +F32 +\[2, 2\] +4 +1 +2 +3 +0\.8165 +1$/), expect.stringMatching(/^empty +F32 +\[0\] +0 +– +– +– +– +0$/)]);
});

test('nobody reading what is printed is no error', async () => {
  await file('a.safetensors', encodeSafetensors([], {}));
  const running = start(folder, 'inspect', 'a.safetensors');
  running.process.stdout!.destroy();
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
});

test.each([['validate', 2], ['train', 2], ['inspect', 1], ['sample', 1]])('unfold %s of a folder is refused in words', async (command, code) => {
  expect(await unfold(folder, command, '.')).toEqual({ code, stdout: '', stderr: '. cannot be read: it is a folder.\n' });
});

test('a file that lies gets a sentence', async () => {
  await file('a.safetensors', 'not at all a safetensors file');
  expect(await unfold(folder, 'inspect', 'a.safetensors')).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^a\.safetensors: The header claims .*\.\n$/) });
});

test('check looks at a cell from all sides and runs the test beside it; gradcheck says the same of its gradients', async () => {
  await bundle('src/worker/float64.ts');
  const cell = (h: string) => `import { add, matMul, scalar, tanh } from 'unfold';
export default ({ inputSize, hiddenSize: n }: any) => ({ parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] } }, step({ U, W }: any, { h }: any, x: any) {
  return { state: { h: ${h} } };
} });`;
  await file('mine.ts', cell('tanh(add(matMul(x, U), matMul(h, W)))'));
  await file('mine.test.ts', 'import { test } from \'unfold/test\';\nimport \'./mine\';\ntest(\'it fails\', () => {\n  throw new Error(\'no luck\');\n});');
  const checked = await unfold(folder, 'check', 'mine.ts');
  expect(checked).toMatchObject({ code: 1, stderr: '' });
  expect(checked.stdout).toMatch(/^mine\.ts: 32 units that read 3 columns\n(✓ [^\n]+\n){6}✗ it fails\n {2}mine\.test\.ts:4:9: no luck\.\n1 wrong, after [\d.]+ s\n$/);
  await file('a.unfold.json', experiment({ ...own, model: { layers: [{ cell: { kind: './mine.ts' }, hiddenSize: 3 }] } }));
  const numbers = / +(-?\d\S*) +(-?\d\S*) +(-?\d\S*)$/gm;
  const { stdout: steps } = await unfold(folder, 'step', 'a.unfold.json');
  expect([...steps.matchAll(numbers)].map(([, ...three]) => three.map(Number)).every(([least, mean, greatest]) => least! <= mean! && mean! <= greatest!)).toBe(true);
  expect(steps.replaceAll(numbers, ' least mean greatest').replaceAll(/ +/g, ' ')).toBe(`layers.0, at t = 4, the same operations at every t
 operation of gives least mean greatest
1 matMul x, U [B, 3] least mean greatest
2 matMul h before, W [B, 3] least mean greatest
3 add (1), (2) [B, 3] least mean greatest
4 tanh (3) [B, 3] least mean greatest
h = (4)
`);
  await file('a.unfold.json', experiment(own));
  await file('mine.ts', cell('tanh(add(matMul(x, U), matMul(h, W).dataSync()[0]))'));
  const { code, stdout, stderr } = await unfold(folder, 'gradcheck', 'mine.ts');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^W +\[32, 32\] +0\.00e\+0 +1\.0e\+0 +✗$/m);
  await file('mine.ts', cell('(process.exit(0), h)'));
  expect(await unfold(folder, 'check', 'mine.ts')).toMatchObject({ code: 2, stderr: 'Its code ended the process before all was looked at: `process.exit` has no place in a cell or a task.\n' });
  await file('mine.ts', cell('h').replace('step(', 'async step(').replace('return', 'tanh(notThere);\n  return'));
  await file('mine.test.ts', 'import { test } from \'unfold/test\';\ntest(\'it waits\', () => new Promise(resolve => setImmediate(resolve)));');
  expect(await unfold(folder, 'check', 'mine.ts')).toMatchObject({ code: 2, stderr: 'mine.ts:3:7: ReferenceError: notThere is not defined.\n' });
  await file('mine.ts', cell('h'));
  await file('mine.test.ts', 'import { test } from \'unfold/test\';\ntest(\'it waits\', () => new Promise(() => setTimeout(() => {\n  throw new Error(\'too late\');\n})));');
  expect(await unfold(folder, 'check', 'mine.ts')).toMatchObject({ code: 2, stderr: 'mine.test.ts:3:9: too late.\n' });
  expect(stdout).toMatch(/^mine\.ts:3:\d+: No gradient goes back through add to `W` and h of the step before/m);
});

test('gradcheck shows each gradient beside finite differences', async () => {
  await bundle('src/worker/float64.ts');
  await file('text.txt', text);
  await file('a.unfold.json', experiment(small));
  const { code, stdout, stderr } = await unfold(folder, 'gradcheck', 'a.unfold.json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^parameter +shape +‖∂L\/∂θ‖ +relative error\n/);
  expect(stdout).toMatch(/^layers\.0\.U +\[28, 16\] +\d\.\d\de[-+]\d +\d\.\de-\d+ +✓$/m);
  const checks = JSON.parse((await unfold(folder, 'gradcheck', 'a.unfold.json', '--json')).stdout) as { name: string }[];
  expect(checks.map(({ name }) => name)).toEqual(['layers.0.U', 'layers.0.W', 'layers.0.b', 'V', 'c']);
});
