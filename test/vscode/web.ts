import * as vscode from 'vscode';
import { accepting, opened } from './lib/accepting.ts';
import { runAll, suite, test, until } from './lib/runner.ts';
import './activation.test.ts';
import './example.test.ts';

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const read = async (name: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), name)));

suite('web', () => {
  test('this is VS Code in a browser alone: Node is not there, nor a server', () => {
    if ('process' in globalThis) throw new Error('these tests run on Node');
    if (vscode.env.remoteName !== undefined) throw new Error(`behind this window is a server: ${vscode.env.remoteName}`);
  });

  test('New Cell and New Task write what they do elsewhere', async () => {
    for (const [command, what] of [['newCell', 'cell'], ['newTask', 'task']] as const) {
      await accepting('mine.ts', `unfold.${command}`, folder());
      if (!(await read(`${what}s/mine.test.ts`)).includes('unfold/test')) throw new Error('there is no test beside it');
      if (!(await read(`${what}s/unfold.d.ts`)).includes('declare module')) throw new Error('there are no types beside it');
      await until('the experiment that uses it is open', () => opened(what === 'cell' ? 'mine.unfold.json' : 'mine-2.unfold.json'));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  }, { timeout: 60_000 });

  test('an experiment of the gallery comes with its own code', async () => {
    void vscode.commands.executeCommand('unfold.newExperiment', '10.10-own-cell'); // its lesson comes last: the preview of Markdown is not in the server's VS Code for the web
    await until('it is open', () => opened('10.10-own-cell.unfold.json'), 20_000);
    if (!(await read('cells/lstm.ts')).includes('defineCell')) throw new Error('its cell is not there');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('what cannot be done here says so, in a sentence', async () => {
    const said = await vscode.commands.executeCommand('unfold.sampleFromCheckpoint', vscode.Uri.joinPath(folder(), 'step-1.safetensors')).then(() => 'nothing', (error: Error) => error.message);
    if (!said.includes('Training is not yet in the browser: open this folder in VS Code on a desktop or a server.')) throw new Error(said);
  });

  test('the graph of an experiment is drawn', async () => {
    const file = vscode.Uri.joinPath(folder(), 'drawn.unfold.json');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8 }] } }'));
    await vscode.commands.executeCommand('unfold.showGraph', file);
    await until('its panel is open', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input, label }) => input instanceof vscode.TabInputWebview && label.startsWith('drawn')));
  });
});

/** What VS Code calls in its web worker extension host. */
export const run = runAll;
