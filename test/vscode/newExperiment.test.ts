import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { accepting, opened } from './lib/accepting.ts';
import { wrong } from './lib/cells.ts';
import { suite, test, until } from './lib/runner.ts';
import { panelTabs, run, unfold, untilRun, workspaceFolder } from './lib/unfold.ts';

const file = (...path: string[]) => vscode.Uri.joinPath(workspaceFolder(), ...path);
const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
const put = async (name: string, text: string) => { await write(file('own-data', name), text); return file('own-data', name); };

/** Says again what it heard some steps ago. */
const late = `import { defineTask } from 'unfold';
export default defineTask(({ options: { delay = 1 } }) => ({
  x: { kind: 'numbers', size: 1 }, y: { kind: 'numbers', size: 1 }, output: 'each', leastTau: delay + 1,
  draw(tau, random) {
    const x = Array.from({ length: tau }, () => random.uniform());
    return { x, y: x.map((_, t) => x[t - delay] ?? 0) };
  },
}));
`;

suite('new experiments', () => {
  test('from a data file: the first proposal is written beside it, opens with its graph, has nothing wrong, and trains', async () => {
    await unfold();
    await write(file('own-data', 'waves.csv'), ['t,wave', ...Array.from({ length: 120 }, (_, t) => `${t},${Math.sin(t / 2).toFixed(4)}`)].join('\n'));
    const document = await accepting('waves.unfold.json', 'unfold.newExperimentFromData', file('own-data', 'waves.csv'));
    assert.match(document.getText(), /"file": "waves\.csv"/);
    assert.equal(vscode.Uri.joinPath(document.uri, '..').toString(), file('own-data').toString());
    const graph = await until('its graph is open', () => panelTabs().find(({ label }) => label === 'waves'));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await write(document.uri, document.getText().replace(/"steps": \d+/, '"steps": 3'));
    await untilRun(await run(document.uri), 'done');
    const shown = await until('the run is shown', () => panelTabs().find(({ label }) => label.startsWith('waves: ')));
    assert.equal(shown.group.viewColumn, graph.group.viewColumn, 'the run comes in front of the graph, beside its experiment');
  }, { timeout: 90_000 });

  test('the cell of an experiment is written as one of one\'s own, and the experiment with it', async () => {
    await write(file('own-data', 'gated.unfold.json'), '{\n  // kept\n  "data": { "kind": "task", "task": "adding" },\n  "model": { "layers": [{ "cell": { "kind": "minimalGated" }, "hiddenSize": 3 }] }\n}\n');
    const cell = await accepting('mine.ts', 'unfold.newCell', file('own-data', 'gated.unfold.json'));
    assert.match(cell.getText(), /Minimal gated unit/);
    const experiment = await until('the experiment is open', () => opened('mine.unfold.json'));
    assert.equal(experiment.getText(), '{\n  // kept\n  "data": { "kind": "task", "task": "adding" },\n  "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] }\n}\n');
  }, { timeout: 60_000 });

  test('a cell goes into the folder of cells that is chosen in the explorer, and its experiment beside that', async () => {
    await vscode.workspace.fs.createDirectory(file('chosen', 'cells'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const { uri } = await accepting('mine.ts', 'unfold.newCell', file('chosen', 'cells'));
    assert.equal(uri.toString(), file('chosen', 'cells', 'mine.ts').toString());
    await vscode.workspace.fs.stat(file('chosen', 'mine.unfold.json'));
  }, { timeout: 60_000 });

  test('a task whose name an experiment has that uses another is trained by one of its own', async () => {
    await write(file('own-data', 'tasks', 'late.ts'), late);
    const other = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 3 }] } }';
    await write(file('own-data', 'late.unfold.json'), other);
    const folder = await vscode.commands.executeCommand<vscode.Uri>('unfold.trainCell', file('own-data', 'tasks', 'late.ts'));
    await untilRun(folder, 'done');
    const text = async (name: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(file('own-data', name)));
    assert.equal(await text('late.unfold.json'), other);
    assert.match(await text('late-2.unfold.json'), /"task": "\.\/tasks\/late\.ts"/);
  }, { timeout: 60_000 });

  test('an option that a task does not read is told at its name, and changed to the one that was meant', async () => {
    const { uri } = await vscode.workspace.openTextDocument(await put('misspelt.unfold.json', '{\n  "data": { "kind": "task", "task": "./tasks/late.ts", "dealy": 2 },\n  "model": { "layers": [{ "cell": { "kind": "gru" }, "hiddenSize": 3 }] }\n}\n'));
    const [found] = await until('it is told', () => wrong(uri).length > 0 && wrong(uri), 30_000);
    assert.deepEqual([found!.message, found!.range.start.line, found!.range.start.character, found!.severity], ['./tasks/late.ts did not ask for the option `dealy` in 8 sequences; did you mean `delay`?', 1, 55, vscode.DiagnosticSeverity.Warning]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, found!.range, vscode.CodeActionKind.QuickFix.value);
    assert.deepEqual(actions.map(({ title }) => title), ['Change spelling to "delay"']);
  }, { timeout: 60_000 });
});
