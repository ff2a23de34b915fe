import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { columnsOf, type DataFacts } from '../../core/spec/glance.ts';
import type { Reader } from '../platform.ts';

/** A larger file is not read while a person types: its size alone says whether it is too short. */
const largestRead = 256 * 1024;

const nothing = new Uint8Array();

/** Where a path of an experiment leads: beside the experiment, unless it is absolute. */
export function dataUri(experiment: Uri, file: string): Uri {
  const path = file.replaceAll('\\', '/');
  if (/^[a-z]:\//i.test(path)) return experiment.with({ path: `/${path}` });
  return path.startsWith('/') ? experiment.with({ path }) : Uri.joinPath(experiment, '..', path);
}

/** Reads the columns of a table elsewhere than on this thread; undefined where nobody can. */
export type ReadColumns = (table: Uri) => Promise<readonly string[] | undefined>;

/** By the reader's thread, of a file on this machine's disk. */
export const columnsBy = (reader: Reader | undefined): ReadColumns => async ({ scheme, fsPath }) =>
  scheme === 'file' ? reader?.request('columns', { file: fsPath }).catch(() => undefined) : undefined;

/** A glance at a table, whose columns are known however large it is. */
export async function glanceAtTable(uri: Uri, readColumns: ReadColumns): Promise<DataFacts | undefined> {
  const facts = await glanceAt(uri);
  if (facts?.type !== 'file' || columnsOf(facts, uri.path).length > 0) return facts;
  const columns = await readColumns(uri);
  return columns?.length ? { ...facts, columns } : facts;
}

/** What a glance at a data file tells, on any file system VS Code knows. Undefined where it may not or cannot be read now. @param largest bytes that are read */
export async function glanceAt(uri: Uri, largest = largestRead): Promise<DataFacts | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (type & FileType.Directory) return { type: 'folder', bytes: 0, start: nothing };
    return { type: 'file', bytes: size, start: size > largest ? nothing : await workspace.fs.readFile(uri) };
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return { type: 'missing', bytes: 0, start: nothing };
    return undefined;
  }
}
