import * as vscode from 'vscode';
import { closeAll, expectEditorInFront, experiment, folder, write, writeWithLesson } from './lib/lessons.ts';
import { suite, test } from './lib/runner.ts';

// Runs on Node and in a web worker: no assert of Node's here.

suite('lessons', () => {
  test('Lesson stands above the model of an experiment that has one', async () => {
    const { file } = await writeWithLesson('lens');
    await vscode.workspace.openTextDocument(file);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file);
    const lines = lenses.filter(({ command }) => command?.command === 'unfold.openLesson').map(({ range }) => range.start.line);
    if (String(lines) !== '2') throw new Error(`on the lines ${String(lines)}`);
  });

  test('Open Example brings its data and its lesson along, and opens what is there already as it stands', async () => {
    await vscode.commands.executeCommand('unfold.openExample');
    const file = vscode.Uri.joinPath(folder(), 'co2-forecast-gru.unfold.json');
    expectEditorInFront(file);
    const beside = ['data/co2.csv', 'co2-forecast-gru.lesson.md'].map(name => vscode.workspace.fs.stat(vscode.Uri.joinPath(folder(), name)));
    if ((await Promise.all(beside)).some(({ size }) => size < 1000)) throw new Error('data or lesson are not whole');
    await closeAll();
    await write(file, experiment);
    await vscode.commands.executeCommand('unfold.openExample');
    const text = vscode.window.activeTextEditor?.document.getText();
    if (text !== experiment) throw new Error(`what was changed is gone: ${text}`);
    await closeAll();
  });
});
