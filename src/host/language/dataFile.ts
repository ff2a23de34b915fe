import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { DataFacts } from '../../core/spec/glance.ts';

/** A larger file is not read while a person types: its size alone says whether it is too short. */
const largestRead = 256 * 1024;

const nothing = new Uint8Array();

/** Where a path of an experiment leads: beside the experiment, unless it is absolute. */
export function dataUri(experiment: Uri, file: string): Uri {
  const path = file.replaceAll('\\', '/');
  if (/^[a-z]:\//i.test(path)) return experiment.with({ path: `/${path}` });
  return path.startsWith('/') ? experiment.with({ path }) : Uri.joinPath(experiment, '..', path);
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
