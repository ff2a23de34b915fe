import { FileType, Uri, workspace } from 'vscode';

export interface Wanted {
  readonly glob: string;
  /** What the search leaves out; null: nothing. */
  readonly exclude: string | null;
  /** The same of a path. */
  readonly fits: RegExp;
}

/** A file system need not come with a search, and then VS Code waits for one without an end. */
const silentMilliseconds = 3000;
const leftOut = new Set(['node_modules', '.git']);

/** Files of the workspace. Where its search does not answer, folders that are not on a disk are gone through one by one; those that cannot be read have none. */
export async function findFiles({ glob, exclude, fits }: Wanted): Promise<readonly Uri[]> {
  const search = workspace.findFiles(glob, exclude);
  const elsewhere = (workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme !== 'file');
  if (elsewhere.length === 0) return search;
  const stop = new AbortController();
  const silence = new Promise<readonly Uri[]>((resolve, reject) => {
    const timer = setTimeout(() => void within(elsewhere, fits, stop.signal).then(resolve, reject), silentMilliseconds);
    stop.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  return Promise.race([search, silence]).finally(() => stop.abort());
}

async function within(folders: readonly Uri[], fits: RegExp, stop: AbortSignal): Promise<readonly Uri[]> {
  if (stop.aborted) return [];
  const found = await Promise.all(folders.map(async folder => {
    const entries = await workspace.fs.readDirectory(folder).then(all => all, () => []);
    const of = (kind: FileType) => entries.flatMap(([name, type]) => (type & kind && !leftOut.has(name) ? [Uri.joinPath(folder, name)] : []));
    return [...of(FileType.File).filter(({ path }) => fits.test(path)), ...await within(of(FileType.Directory), fits, stop)];
  }));
  return found.flat();
}
