import * as vscode from 'vscode';
import { closeAll, expectEditorInFront, tabs, writeWithLesson } from './lib/lessons.ts';
import { suite, test, until } from './lib/runner.ts';

const preview = 'vscode.markdown.preview.editor';
const previewOf = (lesson: vscode.Uri) => tabs().find(({ input }) =>
  input instanceof vscode.TabInputCustom && input.viewType === preview && input.uri.toString() === lesson.toString());

suite('lessons', () => {
  test('a lesson opens as a preview beside its experiment, which stays in front', async () => {
    const { file, lesson } = await writeWithLesson('opened');
    await vscode.commands.executeCommand('unfold.openExperiment', file);
    const tab = await until('the preview is open', () => previewOf(lesson));
    const [{ viewColumn }, experimentColumn] = [tab.group, vscode.window.activeTextEditor?.viewColumn];
    if (viewColumn === experimentColumn) throw new Error('the preview is not beside the experiment');
    expectEditorInFront(file);
    await closeAll();
  });

  test('by itself it opens once, and again when it is asked for, in one place', async () => {
    const { file, lesson } = await writeWithLesson('once');
    await vscode.commands.executeCommand('unfold.openExperiment', file);
    await until('the preview is open', () => previewOf(lesson));
    await closeAll();
    await vscode.commands.executeCommand('unfold.openExperiment', file);
    expectEditorInFront(file);
    if (previewOf(lesson)) throw new Error('the lesson opened again by itself');
    await vscode.commands.executeCommand('unfold.openLesson', file);
    await vscode.commands.executeCommand('unfold.openLesson', file);
    await until('the preview is open again', () => previewOf(lesson));
    const open = tabs().filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.toString() === lesson.toString()).length;
    if (open !== 1) throw new Error(`${open} previews of one lesson`);
    await closeAll();
  });

  test('New Experiment brings the lesson along and opens it', async () => {
    await vscode.commands.executeCommand('unfold.newExperiment', '10.11-clipping');
    const tab = await until('the preview is open', () => tabs().find(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === preview));
    const lesson = (tab.input as vscode.TabInputCustom).uri;
    const file = vscode.window.activeTextEditor?.document.uri.path;
    if (lesson.path !== file?.replace('.unfold.json', '.lesson.md')) throw new Error(`${lesson.path} beside ${file}`);
    await closeAll();
  });
});
