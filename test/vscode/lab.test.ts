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

  test('opens on all tables that are selected, each a series', async () => {
    const [one, other] = ['wave.csv', 'other.csv'].map(name => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name));
    await writeFile(other!.fsPath, `v\n${Array.from({ length: 400 }, (_, t) => Math.sin(0.2 * t)).join('\n')}\n`);
    await vscode.commands.executeCommand('unfold.fitEchoState', one, [one, other]);
    const [tab] = await until('the lab is open', () => labs().length === 1 && labs());
    assert.equal(tab!.label, 'Echo State: wave.csv and 1 more');
    await vscode.window.tabGroups.close(tab!);
    await until('the lab is closed', () => labs().length === 0);
  });
});
