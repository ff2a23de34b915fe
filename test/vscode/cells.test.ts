import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { report, suite, test, until } from './lib/runner.ts';
import { listed, panelTabs, unfold, untilRun, workspaceFolder } from './lib/unfold.ts';

const folder = () => vscode.Uri.joinPath(workspaceFolder(), 'watched');
const file = (name: string) => vscode.Uri.joinPath(folder(), 'cells', name);
const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

const right = `import { add, defineCell, matMul, tanh } from 'unfold';
export default defineCell(({ inputSize: nX, hiddenSize: n }) => ({
  parameters: { U: { shape: [nX, n] }, W: { shape: [n, n] }, b: { shape: [n] } },
  step({ U, W, b }, { h: before }, x) {
    const h = tanh(add(b, add(matMul(x, U), matMul(before, W))));
    return { state: { h } };
  },
}));
`;

const wrong = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Unfold');

/** Changes a document as one who types, and saves it. */
async function save(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

async function opened(name: string, text: string): Promise<vscode.TextDocument> {
  await unfold();
  await write(file(name), text);
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document);
  return document;
}

suite('cells of one\'s own', () => {
  test('what is wrong with a cell is told where it is, and gone when it is right; once warm, gradients and all, mostly within 1.5 s of saving', async () => {
    const document = await opened('told.ts', right);
    const times: number[] = [];
    for (const [from, to, line, message] of [
      ['tanh(add(', 'tanh(add(;', 4, /Unexpected token/],
      ['matMul(x, U)', 'matMul(x, W)', 4, /inner shapes/],
      ['{ state: { h } }', '{ state: {} }', 5, /^`step` does not give back `state\.h`/],
      ['b, add(', 'b.dataSync(), add(', 4, /^No gradient goes back .*to `b`/],
      ['b: { shape: [n] }', 'b: { shape: [n] }, V: { shape: [n] }', 2, /^Nothing depends on `V`/],
      ['b: { shape: [n] }', 'b: { shape: [n] }, K: { shape: [n, n] }', 2, /^Nothing depends on `K`/],
    ] as const) {
      const since = Date.now();
      await save(document, right.replace(from, to));
      const [found] = await until(`${message}`, () => wrong(document.uri).some(each => message.test(each.message)) && wrong(document.uri));
      times.push(Date.now() - since);
      assert.equal(found!.range.start.line, line, found!.message);
    }
    await save(document, right);
    await until('nothing is wrong', () => wrong(document.uri).length === 0);
    report(`  save → diagnostics, 32 units: ${times.map(time => `${time} ms`).join(', ')}`);
    const ofGradients = times.slice(-3).sort((a, b) => a - b); // the others end before there are any, the first of them cold
    assert.ok(ofGradients[1]! < 1500, `${times.join(', ')} ms`);
  }, { timeout: 60_000 });

  test('an endless loop is told, and ends by itself', async () => {
    process.env['UNFOLD_WATCHDOG_SECONDS'] = '1';
    const document = await opened('endless.ts', right.replace('const h =', 'for (;;);\n    const h ='));
    const [found] = await until('an endless loop', () => wrong(document.uri).some(({ message }) => /endless loop/.test(message)) && wrong(document.uri), 40_000);
    delete process.env['UNFOLD_WATCHDOG_SECONDS'];
    assert.equal(found!.range.start.line, 4);
    await vscode.workspace.fs.delete(document.uri);
  }, { timeout: 60_000 });

  test('above a cell stands what there is to do with it: its gradients, its graph, fifty steps', async () => {
    const { uri } = await opened('mine.ts', right);
    const lenses = await until('three lenses', async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
      const ours = all.filter(({ command }) => command?.command.startsWith('unfold.'));
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

  test('the Testing view looks at cells that are not open, and runs the tests beside them', async () => {
    await write(file('closed.ts'), right.replace('tanh(add(', 'tanh(mul('));
    await write(file('beside.ts'), right);
    await write(file('beside.test.ts'), 'import { test } from \'unfold/test\';\nimport cell from \'./beside\';\ntest(\'it is there\', () => {\n  if (cell) throw new Error(\'no luck\');\n});\n');
    await vscode.commands.executeCommand('testing.refreshTests');
    await vscode.commands.executeCommand('testing.runAll');
    await until('what is wrong with a cell that is not open', () => wrong(file('closed.ts')).some(({ message }) => /mul/.test(message)), 40_000);
    const [failed] = await until('a test that fails', () => wrong(file('beside.test.ts')).length > 0 && wrong(file('beside.test.ts')), 40_000);
    assert.deepEqual([failed!.message, failed!.range.start.line], ['no luck.', 3]);
    await vscode.workspace.fs.delete(folder(), { recursive: true });
  }, { timeout: 120_000 });
});
