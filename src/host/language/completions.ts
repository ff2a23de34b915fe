import type { Uri} from 'vscode';
import { CompletionItem, CompletionItemKind, FileType, workspace, type CompletionItemProvider, type Position, type TextDocument } from 'vscode';
import { columnsOf, type DataFacts } from '../../core/spec/glance.ts';
import { parseText } from '../../core/spec/jsonc.ts';
import { stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import { dataUri, glanceAt, glanceAtTable, type ReadColumns } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import { runsOf, workspaceDisk } from '../runs/workspaceDisk.ts';
import { namesCell, namesCheckpoint, namesColumn, namesDataFile, namesTask } from './fields.ts';
import { toRange } from './toDiagnostic.ts';

/** Where nobody else can, a table is read for its columns up to so many bytes: a person has asked. */
const largestRead = 32 * 2 ** 20;

/** What no schema knows: the files beside an experiment, the columns of its table, the cells and tasks that its author wrote, the checkpoints of its runs. */
export const completions = (readColumns: ReadColumns): CompletionItemProvider => ({
  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    if (!isExperiment(document)) return [];
    const { value, positions } = parseText(document.getText());
    const place = positions.textAt(document.offsetAt(position));
    if (!place) return [];
    const items = await offered(document.uri, value, place, readColumns);
    const range = toRange(place.span);
    return items.map(item => {
      const text = JSON.stringify(item.insertText ?? item.label);
      return Object.assign(item, { range, insertText: text, filterText: text });
    });
  },
});

async function offered(experiment: Uri, value: unknown, { path, text }: { readonly path: readonly (string | number)[]; readonly text: string }, readColumns: ReadColumns): Promise<CompletionItem[]> {
  if (namesDataFile(path)) return entries(experiment, text.slice(0, text.lastIndexOf('/') + 1), name => !/\.(unfold\.json|safetensors)$|^\./.test(name));
  if (namesCell(path) || namesTask(path)) return entries(experiment, namesTask(path) ? './tasks/' : './cells/', name => /(?<!\.d|\.test)\.[cm]?[jt]s$/.test(name));
  if (namesCheckpoint(path)) return [...await checkpoints(experiment), ...await entries(experiment, text.slice(0, text.lastIndexOf('/') + 1), name => name.endsWith('.safetensors'))];
  return namesColumn(path) ? columns(experiment, value, readColumns) : [];
}

const inOrder = (index: number): string => String(index).padStart(6, '0');

/** Those of the runs beside the experiment, the newest first: by their step and run, where their paths are too long to be read. */
async function checkpoints(experiment: Uri): Promise<CompletionItem[]> {
  const runs = await workspaceDisk.list(runsOf(experiment)).then(all => Promise.all(all.map(async folder => ({ folder, status: await workspaceDisk.readStatus(folder), names: await workspaceDisk.checkpoints(folder) }))), () => []);
  const newest = runs.flatMap(run => (run.status ? [{ ...run, status: run.status }] : [])).sort((a, b) => b.status.createdAt - a.status.createdAt);
  const all = newest.flatMap(({ folder, status, names }) => [...names].reverse().map(name => ({ status, step: stepOfCheckpoint(name)!, path: `.unfold/runs/${folder.path.slice(folder.path.lastIndexOf('/') + 1)}/checkpoints/${name}` })));
  return all.map(({ path, status, step }, index) => Object.assign(new CompletionItem({ label: `step ${step}`, description: status.name }, CompletionItemKind.Reference), { insertText: path, detail: path, sortText: inOrder(index) }));
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

async function columns(experiment: Uri, value: unknown, readColumns: ReadColumns): Promise<CompletionItem[]> {
  const { file } = (value as { readonly data: { readonly file?: unknown } }).data;
  if (typeof file !== 'string') return [];
  const facts = await glanceAtTable(dataUri(experiment, file), async uri => await readColumns(uri) ?? columnsOf(await glanceAt(uri, largestRead) ?? nothing, file));
  return facts ? columnsOf(facts, file).map((name, index) => Object.assign(new CompletionItem(name, CompletionItemKind.Field), { sortText: inOrder(index) })) : [];
}

const nothing: DataFacts = { type: 'missing', bytes: 0, start: new Uint8Array() };
