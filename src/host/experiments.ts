import { EventEmitter, workspace } from 'vscode';
import type { Disposable, Uri } from 'vscode';
import { experimentName } from '../core/spec/read.ts';
import { findFiles } from './findFiles.ts';
import type { Wanted } from './findFiles.ts';

const glob = '**/*.unfold.json';
const wanted: Wanted = { glob, exclude: '**/{node_modules,.unfold}/**', fits: /^(?!.*\/\.unfold\/).*\.unfold\.json$/ };

/** Every experiment file of the workspace. */
export class Experiments implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #watcher = workspace.createFileSystemWatcher(glob, false, true, false);
  readonly #folders = workspace.onDidChangeWorkspaceFolders(() => this.#forget());
  #found: Promise<readonly Uri[]> | undefined;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#watcher.onDidCreate(() => this.#forget());
    this.#watcher.onDidDelete(() => this.#forget());
  }

  /** Looks for them. Sorted by path. */
  find(): Promise<readonly Uri[]> {
    this.#found = findSorted();
    return this.#found;
  }

  /** As they were found last. */
  known(): Promise<readonly Uri[]> {
    return this.#found ?? this.find();
  }

  #forget(): void {
    this.#found = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#folders.dispose();
    this.#changed.dispose();
  }
}

async function findSorted(): Promise<readonly Uri[]> {
  const found = await findFiles(wanted);
  return [...found].sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

export const titleOf = (experiment: Uri): string => experimentName(experiment.path);
