import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { suite, test, until } from './lib/runner.ts';
import { command } from './lib/unfold.ts';

const labs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('unfold.lab'));

suite('the echo state lab', () => {
  test('opens on a table', async () => {
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'wave.csv');
    await writeFile(file.fsPath, `v\n${Array.from({ length: 400 }, (_, t) => Math.sin(0.3 * t)).join('\n')}\n`);
    await command('fitEchoState', file);
    const [tab] = await until('the lab is open', () => labs().length === 1 && labs());
    assert.equal(tab!.label, 'Echo State: wave.csv');
    await vscode.window.tabGroups.close(tab!);
    await until('the lab is closed', () => labs().length === 0);
  });
});
