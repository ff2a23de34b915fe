import { FileType, Uri, workspace } from 'vscode';
import { parseText } from '../core/spec/jsonc.ts';

export interface GalleryEntry {
  /** `adding-problem-lstm`: the folder, and the file within it. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly folder: Uri;
}

/** The experiments that come with the extension, each in a folder with its data. */
export class Gallery {
  readonly folder: Uri;

  constructor(extensionUri: Uri) {
    this.folder = Uri.joinPath(extensionUri, 'dist', 'gallery');
  }

  async entries(): Promise<GalleryEntry[]> {
    const found = await workspace.fs.readDirectory(this.folder);
    return Promise.all(found.filter(([, type]) => type === FileType.Directory).map(([name]) => this.#entry(name)));
  }

  /**
   * Copies an experiment and its data beside each other into a folder. Data that is there already stays as it is.
   * @returns the new experiment file
   */
  async copy({ name, folder }: GalleryEntry, target: Uri): Promise<Uri> {
    const experiment = await freeName(target, name);
    for (const [part, type] of await workspace.fs.readDirectory(folder)) {
      if (type === FileType.Directory) await copyMissing(Uri.joinPath(folder, part), Uri.joinPath(target, part));
    }
    await workspace.fs.copy(Uri.joinPath(folder, `${name}.unfold.json`), experiment);
    return experiment;
  }

  async #entry(name: string): Promise<GalleryEntry> {
    const folder = Uri.joinPath(this.folder, name);
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, `${name}.unfold.json`));
    const { name: title, description } = parseText(new TextDecoder().decode(bytes)).value as { name?: string; description?: string };
    return { name, title: title ?? name, description: description ?? '', folder };
  }
}

async function freeName(folder: Uri, name: string): Promise<Uri> {
  for (let number = 1; ; number++) {
    const file = Uri.joinPath(folder, `${name}${number === 1 ? '' : `-${number}`}.unfold.json`);
    if (!await exists(file)) return file;
  }
}

async function copyMissing(from: Uri, to: Uri): Promise<void> {
  await workspace.fs.createDirectory(to);
  for (const [name] of await workspace.fs.readDirectory(from)) {
    if (!await exists(Uri.joinPath(to, name))) await workspace.fs.copy(Uri.joinPath(from, name), Uri.joinPath(to, name));
  }
}

const exists = (file: Uri): Thenable<boolean> => workspace.fs.stat(file).then(() => true, () => false);
