import { CompletionItem, CompletionItemKind, FileType, Uri, workspace, type CompletionItemProvider, type Position, type TextDocument } from 'vscode';
import { columnsOf, type DataFacts } from '../../core/spec/glance.ts';
import { parseText } from '../../core/spec/jsonc.ts';
import { isTaskText } from '../../protocol/cellChecks.ts';
import { stepOfCheckpoint } from '../../protocol/checkpointNames.ts';
import { isCellText, isCode } from '../cells/cellFile.ts';
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
  const within = text.slice(0, text.lastIndexOf('/') + 1);
  if (namesDataFile(path)) return entries(experiment, within, ({ name }) => !/\.(unfold\.json|safetensors)$|^\./.test(name));
  if (namesCell(path) || namesTask(path)) return code(experiment, within || './', namesTask(path));
  if (namesCheckpoint(path)) return [...await checkpoints(experiment), ...await entries(experiment, within, ({ name }) => name.endsWith('.safetensors'))];
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

/** The cells, or the tasks, that a folder beside the experiment holds, and before anything else is said also those of the folder where they are written. */
async function code(experiment: Uri, within: string, isTask: boolean): Promise<CompletionItem[]> {
  const fits = async ({ uri }: Entry): Promise<boolean> => {
    const text = isCode(uri.path) ? await workspace.fs.readFile(uri).then(bytes => new TextDecoder().decode(bytes), () => '') : '';
    return isCellText(uri.path, text) && isTaskText(text) === isTask;
  };
  const usual = isTask ? './tasks/' : './cells/';
  return [...within === './' ? await entries(experiment, usual, fits) : [], ...await entries(experiment, within, fits)];
}

interface Entry {
  readonly name: string;
  readonly uri: Uri;
}

/** What a folder beside the experiment holds. @param within it, as the experiment writes it, with a slash at the end unless it is empty */
async function entries(experiment: Uri, within: string, fits: (entry: Entry) => boolean | Promise<boolean>): Promise<CompletionItem[]> {
  const at = dataUri(experiment, within || '.');
  const found = await workspace.fs.readDirectory(at).then(all => all, () => []);
  const items = found.map(async ([name, type]) => {
    if (type & FileType.Directory) return name.startsWith('.') || name === 'node_modules' ? [] : [folder(`${within}${name}/`)];
    return await fits({ name, uri: Uri.joinPath(at, name) }) ? [new CompletionItem(`${within}${name}`, CompletionItemKind.File)] : [];
  });
  return (await Promise.all(items)).flat();
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
