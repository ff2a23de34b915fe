import type { Uri} from 'vscode';
import { CompletionItem, CompletionItemKind, FileType, workspace, type CompletionItemProvider, type Position, type TextDocument } from 'vscode';
import { columnsOf } from '../../core/spec/glance.ts';
import { parseText } from '../../core/spec/jsonc.ts';
import { dataUri, glanceAt } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import { namesCell, namesColumn, namesDataFile, namesTask } from './fields.ts';
import { toRange } from './toDiagnostic.ts';

/** A table is read for its columns up to so many bytes: a person has asked. */
const largestRead = 32 * 2 ** 20;

/** What no schema knows: the files beside an experiment, the columns of its table, the cells and tasks that its author wrote. */
export const completions: CompletionItemProvider = {
  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    if (!isExperiment(document)) return [];
    const { value, positions } = parseText(document.getText());
    const place = positions.textAt(document.offsetAt(position));
    if (!place) return [];
    const items = await offered(document.uri, value, place);
    const range = toRange(place.span);
    return items.map(item => Object.assign(item, { range, insertText: JSON.stringify(item.label), filterText: JSON.stringify(item.label) }));
  },
};

async function offered(experiment: Uri, value: unknown, { path, text }: { readonly path: readonly (string | number)[]; readonly text: string }): Promise<CompletionItem[]> {
  if (namesDataFile(path)) return entries(experiment, text.slice(0, text.lastIndexOf('/') + 1), name => !/\.(unfold\.json|safetensors)$|^\./.test(name));
  if (namesCell(path) || namesTask(path)) return entries(experiment, namesTask(path) ? './tasks/' : './cells/', name => /(?<!\.d|\.test)\.[cm]?[jt]s$/.test(name));
  return namesColumn(path) ? columns(experiment, value) : [];
}

/** What a folder beside the experiment holds. @param within it, as the experiment writes it, with a slash at the end unless it is empty */
async function entries(experiment: Uri, within: string, fits: (name: string) => boolean): Promise<CompletionItem[]> {
  const found = await workspace.fs.readDirectory(dataUri(experiment, within || '.')).then(all => all, () => []);
  return found.flatMap(([name, type]) => {
    if (type & FileType.Directory) return within.startsWith('./') || name.startsWith('.') ? [] : [folder(`${within}${name}/`)];
    return fits(name) ? [new CompletionItem(`${within}${name}`, CompletionItemKind.File)] : [];
  });
}

/** A folder, behind which what it holds is offered at once. */
function folder(label: string): CompletionItem {
  return Object.assign(new CompletionItem(label, CompletionItemKind.Folder), { command: { title: '', command: 'editor.action.triggerSuggest' } });
}

async function columns(experiment: Uri, value: unknown): Promise<CompletionItem[]> {
  const { file } = (value as { readonly data: { readonly file?: unknown } }).data;
  const facts = typeof file === 'string' ? await glanceAt(dataUri(experiment, file), largestRead) : undefined;
  return facts ? columnsOf(facts, String(file)).map(name => new CompletionItem(name, CompletionItemKind.Field)) : [];
}
