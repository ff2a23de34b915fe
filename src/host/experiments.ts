import { EventEmitter, workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import { experimentName } from '../core/spec/read.ts';

const glob = '**/*.unfold.json';
const elsewhere = '**/{node_modules,.unfold}/**';

/** Every experiment file of the workspace, looked for when first asked for. */
export class Experiments implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #watcher = workspace.createFileSystemWatcher(glob, false, true, false);
  readonly #folders = workspace.onDidChangeWorkspaceFolders(() => this.#changed.fire());
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#watcher.onDidCreate(() => this.#changed.fire());
    this.#watcher.onDidDelete(() => this.#changed.fire());
  }

  /** Sorted by path. */
  async find(): Promise<readonly Uri[]> {
    const found = await workspace.findFiles(glob, elsewhere);
    return found.sort((a, b) => a.path.localeCompare(b.path));
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#folders.dispose();
    this.#changed.dispose();
  }
}

export const titleOf = (experiment: Uri): string => experimentName(experiment.path);
