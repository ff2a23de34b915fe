import * as vscode from 'vscode';

// Runs on Node and in a web worker: no assert of Node's here.

export const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
export const write = (file: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));

export const experiment = `{
  "data": { "kind": "task", "task": "adding" },
  "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8 }] }
}`;

/** An experiment in a folder of its own, as the gallery has it. */
export async function writeWithLesson(name: string): Promise<{ file: vscode.Uri; lesson: vscode.Uri }> {
  const [file, lesson] = [`${name}.unfold.json`, 'lesson.md'].map(part => vscode.Uri.joinPath(folder(), name, part)) as [vscode.Uri, vscode.Uri];
  await write(file, experiment);
  await write(lesson, '# A lesson\n');
  return { file, lesson };
}

export const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs);

export function expectEditorInFront(file: vscode.Uri): void {
  const inFront = vscode.window.activeTextEditor?.document.uri.toString();
  if (inFront !== file.toString()) throw new Error(`in front is ${inFront}, not ${file.toString()}`);
}

export async function closeAll(): Promise<void> {
  await vscode.window.tabGroups.close(tabs());
}
