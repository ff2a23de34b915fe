import * as vscode from 'vscode';
import { closeAll, expectEditorInFront, experiment, tabs, write, writeWithLesson } from './lib/lessons.ts';
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

  test('that of the graph or of the run in the panel in front is opened without a question', async () => {
    const { file, lesson } = await writeWithLesson('shown');
    const inFront = (label: string) => until(`the panel of ${label} is in front`, () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return activeTab?.input instanceof vscode.TabInputWebview && activeTab.label === label;
    });
    for (const [command, label] of [['unfold.showGraph', 'shown'], ['unfold.run', 'five steps']] as const) {
      await write(file, experiment.replace('{', '{ "name": "five steps", "training": { "steps": 5 },'));
      await vscode.commands.executeCommand(command, file);
      await inFront(label);
      await vscode.commands.executeCommand('unfold.openLesson');
      await until('the preview is open', () => previewOf(lesson));
      await closeAll();
    }
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
