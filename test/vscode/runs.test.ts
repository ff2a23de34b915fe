import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunExperiment } from '../../src/protocol/run.ts';
import { suite, test, until } from './lib/runner.ts';
import { command, listed, panelTabs, run, statusOf, unfold, untilRun, workspaceFolder, writeExperiment } from './lib/unfold.ts';

const forever = 1_000_000;
const timeout = 120_000;
const asleep = { timeout };

const checkpointsOf = (folder: vscode.Uri) => readdir(join(folder.fsPath, 'checkpoints'));

suite('runs', () => {
  test('an experiment trains to its end and leaves a run folder, with its panel open', async () => {
    const folder = await run(await writeExperiment('to-the-end', 60));
    await until('its panel is open', () => panelTabs().some(({ label }) => label === 'to-the-end'));
    const { step, loss, owner } = await untilRun(folder, 'done');
    assert.deepEqual({ step, owner }, { step: 60, owner: undefined });
    assert.ok(Number.isFinite(loss));
    const metrics = (await readFile(join(folder.fsPath, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line) as { kind: string });
    assert.equal(metrics.filter(({ kind }) => kind === 'step').length, 60);
    const files = await readdir(folder.fsPath);
    for (const name of ['experiment.json', 'status.json', 'probe.safetensors']) assert.ok(files.includes(name), name);
    assert.ok(files.some(name => name.startsWith('events.out.tfevents.')));
    assert.ok((await checkpointsOf(folder)).includes('step-60.safetensors'));
  }, asleep);

  test('a run pauses, resumes and stops', async () => {
    const folder = await run(await writeExperiment('pausing', forever));
    await untilRun(folder, 'running', 5);
    await command('pause', folder);
    const { step } = await untilRun(folder, 'paused');
    assert.equal((await statusOf(folder)).step, step);
    await command('resume', folder);
    await untilRun(folder, 'running', step + 5);
    await command('stop', folder);
    const stopped = await untilRun(folder, 'stopped', step);
    assert.ok((await checkpointsOf(folder)).includes(`step-${stopped.step}.safetensors`));
  }, asleep);

  test('two runs that are asked for train one after the other', async () => {
    const experiment = await writeExperiment('queueing', forever);
    const [first, second] = [await run(experiment), await run(experiment)];
    await untilRun(first, 'running', 1);
    assert.equal((await listed(second))?.state, 'queued');
    await command('stop', first);
    await untilRun(second, 'running', 1);
    await command('stop', second);
    await untilRun(second, 'stopped');
  }, asleep);

  test('a run that waits can be stopped before it began', async () => {
    const experiment = await writeExperiment('waiting', forever);
    const [first, second] = [await run(experiment), await run(experiment)];
    await command('stop', second);
    assert.equal((await listed(second))?.state, 'stopped');
    await untilRun(first, 'running');
    await command('stop', first);
    await untilRun(first, 'stopped');
  }, asleep);

  test('a process that is killed leaves a run that failed, in words, and that resumes from its last checkpoint', async () => {
    const folder = await run(await writeExperiment('killed', forever));
    const { owner } = await untilRun(folder, 'running', 45);
    process.kill(owner!.pid, 'SIGKILL');
    const { reason } = await untilRun(folder, 'failed');
    assert.match(reason!, /^Its process ended without a word \(killed, or out of memory\)\. Resume goes on from step \d+\.$/);
    const from = Number(/\d+(?=\.$)/.exec(reason!)![0]);
    assert.ok((await checkpointsOf(folder)).includes(`step-${from}.safetensors`));
    await command('resume', folder);
    await untilRun(folder, 'running', from + 1);
    await command('stop', folder);
    await untilRun(folder, 'stopped');
    assert.match(await readFile(join(folder.fsPath, 'metrics.jsonl'), 'utf8'), new RegExp(`^{"resume":${from}}$`, 'm'));
  }, asleep);

  test('an experiment with a mistake is not run: the mistake is shown where it is', async () => {
    const experiment = await writeExperiment('mistaken', 10, { training: { steps: 'ten' } });
    assert.equal(await command('run', experiment), undefined);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.uri.toString(), experiment.toString());
    assert.equal(editor.document.getText(editor.selection), '"ten"');
  });

  test('a run started in a terminal shows up by itself', async () => {
    const experiment = await writeExperiment('from-a-terminal', 40);
    const cli = vscode.extensions.getExtension('unfold.unfold')!.extensionUri.fsPath + '/dist/cli.js';
    await new Promise<void>((resolve, reject) => {
      execFile(process.execPath, [cli, 'train', experiment.fsPath, '--json'], error => error ? reject(error) : resolve());
    });
    const { runs } = await unfold();
    const found = await until('the run of the terminal is listed as done', () => runs().find(({ status }) => status.name === 'from-a-terminal' && status.state === 'done'));
    assert.equal(found.status.step, 40);
  }, asleep);

  test('a run of another machine shows up, and can only be watched', async () => {
    const folder = vscode.Uri.joinPath(workspaceFolder(), '.unfold', 'runs', 'elsewhere');
    const status = {
      id: 'elsewhere', name: 'elsewhere', state: 'running', step: 3, steps: 9, createdAt: Date.now(), heartbeat: Date.now(), time: 1,
      owner: { pid: 1, host: `not-${hostname()}`, socket: '/nowhere' },
    };
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'status.json'), Buffer.from(JSON.stringify(status)));
    assert.equal((await untilRun(folder, 'running')).step, 3);
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await until('the run is no longer listed', async () => await listed(folder) === undefined);
  });

  test('a run folder deleted under its run: the run is gone, its process ends', async () => {
    const folder = await run(await writeExperiment('deleted', forever));
    const { owner } = await untilRun(folder, 'running', 1);
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await until('the run is no longer listed', async () => await listed(folder) === undefined);
    await until('its process has ended', () => !isProcess(owner!.pid), 60_000);
  }, asleep);

  test('a cell of one\'s own trains, and the run knows what it is', async () => {
    const { folder, file } = await ownCell('tanh(add(matMul(x, U), matMul(h, W)))', 20);
    assert.equal(vscode.workspace.isTrusted, true);
    const made = await run(file);
    await untilRun(made, 'done');
    const { experiment } = JSON.parse(await readFile(join(made.fsPath, 'experiment.json'), 'utf8')) as RunExperiment;
    const { cell } = experiment.model.layers[0]!;
    assert.ok(cell.kind === 'own' && cell.facts, 'nothing was found out about the cell');
    assert.equal(cell.file, './cells/own.ts');
    assert.match(String(await command('sampleFromCheckpoint', vscode.Uri.joinPath(made, 'checkpoints', 'step-20.safetensors'))), /^row\t/);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }, asleep);

  test('a run that is paused goes on with what its cell says by then, and says which shapes no longer fit', async () => {
    const { folder, file } = await ownCell('tanh(add(matMul(x, U), matMul(h, W)))', forever);
    const made = await run(file);
    await untilRun(made, 'running', 5);
    await command('pause', made);
    const { step } = await untilRun(made, 'paused');
    await ownCell('tanh(add(matMul(x, U), tanh(matMul(h, W))))', forever);
    await until('the new code is offered', async () => (await listed(made))?.newCode?.file === './cells/own.ts');
    assert.equal((await listed(made))?.newCode?.problem, undefined);
    await command('continueWithNewCode', made);
    await untilRun(made, 'running', step + 1);
    assert.match(await readFile(join(made.fsPath, 'log.jsonl'), 'utf8'), new RegExp(`cells/own\\.ts was changed since step ${step} was saved`));
    assert.equal((await readdir(join(made.fsPath, 'code'))).length, 2);
    await command('pause', made);
    await untilRun(made, 'paused');
    await ownCell('tanh(matMul(x, U))', forever, '[n, 2 * n]');
    await until('its shapes are told', async () => /^the parameter W is \[3, 6\] now and was \[3, 3\]\./.test((await listed(made))?.newCode?.problem ?? ''));
    await command('stop', made);
    await untilRun(made, 'stopped');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }, asleep);

  test('what a cell of one\'s own throws ends its run with the place', async () => {
    const { folder, file } = await ownCell('tanh(add(matMul(x, U), nothing))', 20);
    const { reason } = await untilRun(await run(file), 'failed');
    assert.match(reason!, /^\.\/cells\/own\.ts:4:\d+: ReferenceError: nothing is not defined\./);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }, asleep);

  test('an endless loop of a cell ends its run with its line', async () => {
    process.env['UNFOLD_WATCHDOG_SECONDS'] = '3';
    const { folder, file } = await ownCell('(() => { for (;;); })()', 20);
    const { reason } = await untilRun(await run(file), 'failed').finally(() => delete process.env['UNFOLD_WATCHDOG_SECONDS']);
    assert.match(reason!, /^\.\/cells\/own\.ts:4 still runs after 3 s/);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }, asleep);

  test('whatever is wrong with the file of a cell ends the run with one sentence, and its place', async () => {
    const { folder, file } = await ownCell('tanh(matMul(x, U))', 20);
    const cell = vscode.Uri.joinPath(folder, 'own.ts');
    const right = await readFile(cell.fsPath, 'utf8');
    const mistakes: readonly (readonly [sentence: RegExp, source: string | undefined])[] = [
      [/^\.\/cells\/own\.ts is not there: no file .*own\.ts\./, undefined],
      [/^\.\/cells\/own\.ts:1:7: no luck\./, 'throw new Error(\'no luck\');'],
      [/^\.\/cells\/own\.ts has no default export: /, 'export const cell = 1;'],
      [/^\.\/cells\/own\.ts:1:15: imports '\.\/a', which is not there\./, `import a from './a'; a();\n${right}`],
      [/^\.\/cells\/own\.ts:1:11: Unexpected token\./, 'const a = ;'],
      [/^\.\/cells\/own\.ts:4:\d+: `state\.h` is of int32; float32 is expected, /, right.replace('tanh }', 'cast }').replace(/h: tanh.*/, 'h: cast(matMul(x, U), \'int32\') } }; },')],
      [/^\.\/cells\/own\.ts:\d+:\d+: the parameter W is \[3, \d+\] now and was \[3, \d+\] before: what a cell has may depend on inputSize, hiddenSize and options alone\./, right.replace('export', 'let times = 0;\nexport').replace('W: { shape: [n, n] }', 'W: { shape: [n, ++times] }')],
    ];
    for (const [sentence, source] of mistakes) {
      if (source === undefined) await vscode.workspace.fs.delete(cell);
      else await vscode.workspace.fs.writeFile(cell, Buffer.from(source));
      const { reason } = await untilRun(await run(file), 'failed');
      assert.match(reason!, sentence);
    }
    await vscode.workspace.fs.delete(folder, { recursive: true });
  }, asleep);

  test('a checkpoint writes a sample', async () => {
    const folder = await run(await writeExperiment('sampling', 20));
    await untilRun(folder, 'done');
    const text = await command('sampleFromCheckpoint', vscode.Uri.joinPath(folder, 'checkpoints', 'step-20.safetensors'));
    assert.match(String(text), /^row\t.*, target\tprediction\n0\t/);
  }, asleep);
});

/** An experiment of a cell whose next h is this. */
async function ownCell(h: string, steps: number, W = '[n, n]'): Promise<{ folder: vscode.Uri; file: vscode.Uri }> {
  const folder = vscode.Uri.joinPath(workspaceFolder(), 'cells');
  const code = `import { add, defineCell, matMul, tanh } from 'unfold';
export default defineCell(({ inputSize: nX, hiddenSize: n }: { inputSize: number; hiddenSize: number }) => ({
  parameters: { U: { shape: [nX, n] }, W: { shape: ${W} } },
  step({ U, W }: any, { h }: any, x: any) { return { state: { h: ${h} } }; },
}));
`;
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'own.ts'), Buffer.from(code));
  return { folder, file: await writeExperiment(`own-cell-${steps}`, steps, { model: { layers: [{ cell: { kind: './cells/own.ts' }, hiddenSize: 3 }] } }) };
}

function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
