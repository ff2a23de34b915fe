import * as vscode from 'vscode';
import { unfold, workspaceFolder } from './unfold.ts';

export const folderOfCells = () => vscode.Uri.joinPath(workspaceFolder(), 'watched');
export const fileOfCell = (name: string) => vscode.Uri.joinPath(folderOfCells(), 'cells', name);
export const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

/** A cell that nothing is wrong with. */
export const right = `import { add, defineCell, matMul, tanh } from 'unfold';
export default defineCell(({ inputSize: nX, hiddenSize: n }) => ({
  parameters: { U: { shape: [nX, n] }, W: { shape: [n, n] }, b: { shape: [n] } },
  step({ U, W, b }, { h: before }, x) {
    const h = tanh(add(b, add(matMul(x, U), matMul(before, W))));
    return { state: { h } };
  },
}));
`;

export const wrong = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Unfold');

/** Changes a document as one who types, and saves it. */
export async function save(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

export async function opened(name: string, text: string): Promise<vscode.TextDocument> {
  await unfold();
  await write(fileOfCell(name), text);
  const document = await vscode.workspace.openTextDocument(fileOfCell(name));
  await vscode.window.showTextDocument(document);
  return document;
}
