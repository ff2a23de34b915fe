import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test, until } from './lib/runner.ts';
import { panelTabs, run, unfold, untilRun, workspaceFolder } from './lib/unfold.ts';

const file = (...path: string[]) => vscode.Uri.joinPath(workspaceFolder(), ...path);
const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
const accept = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); // nothing, until the list is there
const opened = (name: string) => vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/${name}`) && vscode.window.visibleTextEditors.some(editor => editor.document.uri.toString() === uri.toString()));

/** Takes what is offered first, however often it is asked. */
const accepting = (name: string) => until(`${name} is open`, async () => {
  await accept();
  return opened(name);
}, 30_000);

suite('new experiments', () => {
  test('from a data file: the first proposal is written beside it, opens with its graph, has nothing wrong, and trains', async () => {
    await unfold();
    await write(file('own-data', 'waves.csv'), ['t,wave', ...Array.from({ length: 120 }, (_, t) => `${t},${Math.sin(t / 2).toFixed(4)}`)].join('\n'));
    const made = vscode.commands.executeCommand('unfold.newExperimentFromData', file('own-data', 'waves.csv'));
    const document = await accepting('waves.unfold.json');
    await made;
    assert.match(document.getText(), /"file": "waves\.csv"/);
    assert.equal(vscode.Uri.joinPath(document.uri, '..').toString(), file('own-data').toString());
    await until('its graph is open', () => panelTabs().some(({ label }) => label.startsWith('waves')));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await write(document.uri, document.getText().replace(/"steps": \d+/, '"steps": 3'));
    await untilRun(await run(document.uri), 'done');
  }, { timeout: 90_000 });

  test('the cell of an experiment is written as one of one\'s own, and the experiment with it', async () => {
    await write(file('own-data', 'gated.unfold.json'), '{\n  // kept\n  "data": { "kind": "task", "task": "adding" },\n  "model": { "layers": [{ "cell": { "kind": "minimalGated" }, "hiddenSize": 3 }] }\n}\n');
    const made = vscode.commands.executeCommand('unfold.newCell', file('own-data', 'gated.unfold.json'));
    const cell = await accepting('mine.ts');
    await made;
    assert.match(cell.getText(), /Minimal gated unit/);
    const experiment = await until('the experiment is open', () => opened('mine.unfold.json'));
    assert.equal(experiment.getText(), '{\n  // kept\n  "data": { "kind": "task", "task": "adding" },\n  "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] }\n}\n');
  }, { timeout: 60_000 });
});
