import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { fileOfCell, folderOfCells, opened, right, save, write, wrong } from './lib/cells.ts';
import { report, suite, test, until } from './lib/runner.ts';
import { listed, panelTabs, untilRun } from './lib/unfold.ts';

const task = `import { defineTask } from 'unfold';
export default defineTask(() => ({
  x: { kind: 'numbers', size: 1 }, y: { kind: 'numbers', size: 1 }, output: 'last',
  draw(tau, random) {
    const x = Array.from({ length: tau }, () => random.uniform());
    return { x, y: [x[0]] };
  },
}));
`;

const lensesOf = async (uri: vscode.Uri) => (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri)).filter(({ command }) => command?.command.startsWith('unfold.'));

suite('cells of one\'s own', () => {
  test('an endless loop is told, and ends by itself', async () => {
    process.env['UNFOLD_WATCHDOG_SECONDS'] = '1';
    const document = await opened('endless.ts', right.replace('const h =', 'for (;;);\n    const h ='));
    const [found] = await until('an endless loop', () => wrong(document.uri).some(({ message }) => /endless loop/.test(message)) && wrong(document.uri), 40_000);
    delete process.env['UNFOLD_WATCHDOG_SECONDS'];
    assert.equal(found!.range.start.line, 4);
    await vscode.workspace.fs.delete(document.uri);
  }, { timeout: 60_000 });

  test('whatever is wrong with the file of a cell stands in it, or where an experiment names it', async () => {
    const document = await opened('bad.ts', right);
    for (const [from, to, line, message] of [
      ['export default', 'throw new Error(\'no luck\');\nexport default', 1, /no luck/],
      ['export default', 'export const cell =', 0, /has no default export/],
      ['import {', 'import a from \'./a\';\na();\nimport {', 0, /imports '\.\/a', which is not there/],
      ['const h =', 'const h = ;', 4, /Unexpected token/],
      ['{ state: { h } }', '{ state: { h: cast(h, \'int32\') } }', 5, /^`state\.h` is of int32; float32 is expected/],
      ['W: { shape: [n, n] }', 'W: { shape: [n, Math.ceil(1e9 * Math.random())] }', 2, /^the parameter W is \[32, \d+\] now and was \[32, \d+\] before: what a cell has may depend on inputSize, hiddenSize and options alone\./],
    ] as const) {
      await save(document, right.replace('import { add', 'import { add, cast').replace(from, to));
      const [found] = await until(`${message}`, () => wrong(document.uri).some(each => message.test(each.message)) && wrong(document.uri));
      assert.equal(found!.range.start.line, line, found!.message);
    }
    const experiment = vscode.Uri.joinPath(folderOfCells(), 'bad.unfold.json');
    await write(experiment, '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/none.ts" }, "hiddenSize": 8 }] } }');
    await vscode.workspace.openTextDocument(experiment);
    await until('the cell that is not there', () => wrong(experiment).some(({ message }) => /^There is no file \.\/cells\/none\.ts: /.test(message)));
  }, { timeout: 60_000 });

  test('what is said of a cell is gone with its file, deleted here or elsewhere, alone or with its folder', async () => {
    const ways = { here: (uri: vscode.Uri) => vscode.workspace.fs.delete(uri), elsewhere: ({ fsPath }: vscode.Uri) => rm(fsPath), folder: () => rm(vscode.Uri.joinPath(folderOfCells(), 'cells').fsPath, { recursive: true }) };
    for (const [way, gone] of Object.entries(ways)) {
      const { uri } = await opened(`gone-${way}.ts`, right.replace('const h =', 'const h = ;'));
      await until('what is wrong', () => wrong(uri).length > 0);
      const since = Date.now();
      await gone(uri);
      await until('nothing is said of it', () => wrong(uri).length === 0);
      report(`  gone, ${way}: ${Date.now() - since} ms`);
    }
  }, { timeout: 60_000 });

  test('a file that was never right is told of: with no default export, or named by an experiment, which says so as well', async () => {
    const fresh = await opened('fresh.ts', right.replace('export default', 'export const cell ='));
    await until('no default export', () => wrong(fresh.uri).some(({ message }) => /has no default export/.test(message)));
    await save(fresh, `${right.replace('export default', 'const cell =')}export { cell as default };\n`);
    await until('nothing is wrong', () => wrong(fresh.uri).length === 0);
    assert.deepEqual((await lensesOf(fresh.uri)).map(({ range }) => range.start.line), [1, 1, 1]);
    const empty = await opened('empty.ts', '');
    const experiment = vscode.Uri.joinPath(folderOfCells(), 'empty.unfold.json');
    await write(experiment, '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/empty.ts" }, "hiddenSize": 8 }] } }');
    await vscode.workspace.openTextDocument(experiment);
    const told = (count: number) => () => [empty.uri, experiment].every(uri => wrong(uri).filter(({ message }) => /^\.\/cells\/empty\.ts has no default export/.test(message)).length === count);
    await until('it is told in both', told(1), 30_000);
    await save(empty, right);
    await until('nothing is wrong', told(0), 30_000);
    for (const { uri } of [fresh, empty]) await vscode.workspace.fs.delete(uri);
  }, { timeout: 90_000 });

  test('the cell and the task of the README, pasted, have all that TypeScript tells, with nothing installed', async () => {
    const { extensionUri } = vscode.extensions.getExtension('unfold.unfold')!;
    const readme = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'README.md')));
    const [cell, drawn] = [...readme.matchAll(/```ts\n(\/\/\/ <reference[^]*?)```/g)].map(([, code]) => code!);
    await onlyWrong(await opened('pasted/task.ts', drawn!.replace('random.uniform', 'random.uniforn')), /'uniforn' .*Did you mean 'uniform'\?/);
    const document = await opened('pasted/cell.ts', cell!.replace('= tanh(', '= tanhh('));
    await onlyWrong(document, /'tanhh'. Did you mean 'tanh'\?/);
    const at = (word: string) => document.positionAt(document.getText().lastIndexOf(word) + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at('matMul'));
    assert.match(hovers.flatMap(({ contents }) => contents).map(content => (content as vscode.MarkdownString).value).join('\n'), /x·W: `\[B, m\]`/);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at('tanhh'));
    assert.ok(items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'tanh'));
    await vscode.workspace.fs.delete(fileOfCell('pasted'), { recursive: true });
  }, { timeout: 120_000 });

  test('above a cell stands what there is to do with it: its gradients, its graph, fifty steps', async () => {
    const { uri } = await opened('mine.ts', right);
    const lenses = await until('three lenses', async () => {
      const ours = await lensesOf(uri);
      return ours.length === 3 && ours;
    });
    assert.deepEqual(lenses.map(({ range, command }) => [range.start.line, command?.title.replace(/^\S+ /, '')]), [[1, 'Check Gradients'], [1, 'Unfold One Step'], [1, 'Train 50 Steps']]);
    const press = (i: number) => vscode.commands.executeCommand<vscode.Uri | undefined>(lenses[i]!.command!.command, ...lenses[i]!.command!.arguments as unknown[]);
    await press(0);
    assert.match(vscode.window.activeTextEditor!.document.getText(), /^W +\[32, 32\] .* ✓$/m);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await press(1);
    await until('the panel of an experiment written for it', () => panelTabs().some(({ label }) => label === 'mine'));
    const run = await press(2);
    await untilRun(run!, 'done');
    assert.equal((await listed(run!))!.step, 50);
  }, { timeout: 120_000 });

  test('a task is looked at as it is saved, too, and an example of it is shown', async () => {
    const document = await opened('drawn.ts', task.replace('y: [x[0]]', 'y: x'));
    const [found] = await until('what is wrong with it', () => wrong(document.uri).length > 0 && wrong(document.uri));
    assert.match(found!.message, /^`y` has \d+ elements; one is expected, the answer at the end/);
    assert.equal(found!.range.start.line, 5);
    await save(document, task);
    await until('nothing is wrong', () => wrong(document.uri).length === 0);
    const ours = await lensesOf(document.uri);
    assert.deepEqual(ours.map(({ command }) => command?.title.replace(/^\S+ /, '')), ['Check Task', 'Show an Example', 'Train 50 Steps']);
    await vscode.commands.executeCommand(ours[1]!.command!.command, document.uri);
    assert.match(vscode.window.activeTextEditor!.document.getText(), /^t +x +y$/m);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }, { timeout: 60_000 });

  test('the types beside a cell are kept up to date, but those of a person', async () => {
    const types = fileOfCell('unfold.d.ts');
    const read = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(types));
    const own = 'declare module \'unfold\' { export const mine: 1; }\n';
    await write(types, own);
    const document = await opened('typed.ts', right.replace('tanh(add(', 'tanh(add(;'));
    await until('a mistake', () => wrong(document.uri).length > 0);
    assert.equal(await read(), own);
    await write(types, '// What a cell of one\'s own may import from \'unfold\'. Written by Unfold, which keeps it up to date: changes are lost.\n');
    await save(document, right.replace('tanh(add(', 'tanh(add(: '));
    await until('the types of now', async () => /defineCell/.test(await read()));
  }, { timeout: 60_000 });

  test('an experiment knows the parameters and shapes of its own cell, as it was last saved', async () => {
    const cell = await opened('known.ts', right);
    const experiment = vscode.Uri.joinPath(folderOfCells(), 'known.unfold.json');
    await write(experiment, '{\n  "data": { "kind": "task", "task": "adding" },\n  "model": {\n    "layers": [{ "cell": { "kind": "./cells/known.ts" }, "hiddenSize": 8 }]\n  }\n}\n');
    const document = await vscode.workspace.openTextDocument(experiment);
    await vscode.window.showTextDocument(document);
    const hints = async () => (await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', experiment, new vscode.Range(0, 0, 9, 0))).map(({ label }) => label);
    await until('its shapes', async () => (await hints()).includes('U 2×8 · W 8×8 · b 8'), 30_000);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', experiment, document.positionAt(document.getText().indexOf('"model"')));
    const told = hovers.flatMap(({ contents }) => contents).map(content => (content as vscode.MarkdownString).value).join('\n');
    for (const size of [/\*\*97 parameters\*\*/, /\*\*\d+\sFLOP\*\* for a step/, /\*\*\d\S*\s\wB\*\* of memory/]) assert.match(told, size);
    await save(cell, right.replace('U: { shape: [nX, n] }', 'U: { shape: [nX, n] }, d: { shape: [n] }').replace('{ U, W, b }', '{ U, W, b, d }').replace('add(b, add(', 'add(add(b, d), add('));
    await until('those of the cell that was saved', async () => (await hints()).includes('U 2×8 · d 8 · W 8×8 · b 8'), 30_000);
  }, { timeout: 90_000 });

  test('the Testing view looks at cells that are not open, and runs the tests beside them', async () => {
    await write(fileOfCell('closed.ts'), right.replace('tanh(add(', 'tanh(mul('));
    await write(fileOfCell('beside.ts'), right);
    await write(fileOfCell('beside.test.ts'), 'import { test } from \'unfold/test\';\nimport cell from \'./beside\';\ntest(\'it is there\', () => {\n  if (cell) throw new Error(\'no luck\');\n});\n');
    await vscode.commands.executeCommand('testing.refreshTests');
    await vscode.commands.executeCommand('testing.runAll');
    await until('what is wrong with a cell that is not open', () => wrong(fileOfCell('closed.ts')).some(({ message }) => /mul/.test(message)), 40_000);
    const [failed] = await until('a test that fails', () => wrong(fileOfCell('beside.test.ts')).length > 0 && wrong(fileOfCell('beside.test.ts')), 40_000);
    assert.deepEqual([failed!.message, failed!.range.start.line], ['no luck.', 3]);
    await vscode.workspace.fs.delete(folderOfCells(), { recursive: true });
  }, { timeout: 120_000 });
});

/** Waits until TypeScript complains of that alone. */
async function onlyWrong({ uri }: vscode.TextDocument, mistake: RegExp): Promise<void> {
  const told = () => vscode.languages.getDiagnostics(uri).filter(({ source, severity }) => source === 'ts' && severity === vscode.DiagnosticSeverity.Error).map(({ message }) => message);
  await until('a complaint', () => told().length === 1 && mistake.test(told()[0]!), 60_000).catch((error: Error) => { throw new Error(`${error.message}: ${told().join(' ')}`); });
}
