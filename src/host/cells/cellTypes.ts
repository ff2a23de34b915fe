import { CodeAction, CodeActionKind, Disposable, Position, TextEdit, Uri, WorkspaceEdit, commands, workspace } from 'vscode';
import type { CodeActionContext, CodeActionProvider, Diagnostic, Range, TextDocument } from 'vscode';
import { reference, refersToTypes, typesFile } from '../../core/spec/typesFile.ts';
import { isCode } from './cellFile.ts';

/** What TypeScript says of a module that it does not find. */
const noSuchModule = 2307;

/** Has a cell that its author wrote from memory refer to the types of what it imports: its look writes them beside it. */
export const typesFix: CodeActionProvider = {
  provideCodeActions(document: TextDocument, _: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const missing = diagnostics.filter(lacksTypes);
    if (missing.length === 0 || !isCode(document.uri.path) || refersToTypes(document.getText())) return [];
    const action = new CodeAction('Refer to the types of \'unfold\'', CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    action.edit.set(document.uri, [TextEdit.insert(new Position(0, 0), `${reference}\n`)]);
    action.diagnostics = missing;
    action.isPreferred = true;
    return [action];
  },
};

const lacksTypes = ({ code, message }: Diagnostic): boolean => (typeof code === 'object' ? code.value : code) === noSuchModule && /'unfold'/.test(message);

/** Has TypeScript look again once types are there that an open file refers to: it may not hear of a file that it missed. */
export function watchTypes(): Disposable {
  const watcher = workspace.createFileSystemWatcher(`**/${typesFile}`, false, true, true);
  const isAwaited = (types: Uri) => workspace.textDocuments.some(document => document.languageId === 'typescript' && Uri.joinPath(document.uri, '..', typesFile).toString() === types.toString() && refersToTypes(document.getText()));
  return Disposable.from(watcher, watcher.onDidCreate(types => isAwaited(types) && void commands.executeCommand('typescript.reloadProjects').then(undefined, () => undefined)));
}
