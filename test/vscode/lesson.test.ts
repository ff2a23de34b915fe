import * as vscode from 'vscode';
import { suite, test, until } from './lib/runner.ts';

// Runs on Node and in a web worker: no assert of Node's here.

const preview = 'vscode.markdown.preview.editor';
const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const write = (file: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));

const experiment = `{
  "data": { "kind": "task", "task": "adding" },
  "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8 }] }
}`;

/** An experiment in a folder of its own, as the gallery has it. */
async function writeWithLesson(name: string): Promise<{ file: vscode.Uri; lesson: vscode.Uri }> {
  const [file, lesson] = [`${name}.unfold.json`, 'lesson.md'].map(part => vscode.Uri.joinPath(folder(), name, part)) as [vscode.Uri, vscode.Uri];
  await write(file, experiment);
  await write(lesson, '# A lesson\n');
  return { file, lesson };
}

const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs);
const previewOf = (lesson: vscode.Uri) => tabs().find(({ input }) =>
  input instanceof vscode.TabInputCustom && input.viewType === preview && input.uri.toString() === lesson.toString());

function expectEditorInFront(file: vscode.Uri): void {
  const inFront = vscode.window.activeTextEditor?.document.uri.toString();
  if (inFront !== file.toString()) throw new Error(`in front is ${inFront}, not ${file.toString()}`);
}

async function closeAll(): Promise<void> {
  await vscode.window.tabGroups.close(tabs());
}

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

  test('Lesson stands above the model of an experiment that has one', async () => {
    const { file } = await writeWithLesson('lens');
    await vscode.workspace.openTextDocument(file);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file);
    const lines = lenses.filter(({ command }) => command?.command === 'unfold.openLesson').map(({ range }) => range.start.line);
    if (String(lines) !== '2') throw new Error(`on the lines ${String(lines)}`);
  });

  test('New Experiment brings the lesson along and opens it', async () => {
    await vscode.commands.executeCommand('unfold.newExperiment', '10.11-clipping');
    const tab = await until('the preview is open', () => tabs().find(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === preview));
    const lesson = (tab.input as vscode.TabInputCustom).uri;
    const file = vscode.window.activeTextEditor?.document.uri.path;
    if (lesson.path !== file?.replace('.unfold.json', '.lesson.md')) throw new Error(`${lesson.path} beside ${file}`);
    await closeAll();
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
