import * as vscode from 'vscode';

/** What is copied from a file system that is no disk, at most. */
const largestCopy = 256 * 2 ** 20;

/** A file as the reader thread can open it: itself where it is on disk, else a copy that lives as long as this does. */
export class LocalFile implements vscode.Disposable {
  #copy: vscode.Uri | undefined;

  /** @param storage folder on disk for copies */
  constructor(
    private readonly uri: vscode.Uri,
    private readonly storage: vscode.Uri,
  ) {}

  /** The path, its content as of now. @throws Error with a sentence where the file is too large to be copied */
  async path(): Promise<string> {
    if (this.uri.scheme === 'file') return this.uri.fsPath;
    const { size } = await vscode.workspace.fs.stat(this.uri);
    if (size > largestCopy) {
      const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
      throw new Error(`The file is not on a disk (${this.uri.scheme}:) and has ${megabytes(size)}; beyond ${megabytes(largestCopy)}, copy it to a disk first.`);
    }
    this.#copy ??= vscode.Uri.joinPath(this.storage, 'preview', `${Date.now()}-${size}.safetensors`);
    await vscode.workspace.fs.copy(this.uri, this.#copy, { overwrite: true });
    return this.#copy.fsPath;
  }

  dispose(): void {
    if (this.#copy) void vscode.workspace.fs.delete(this.#copy).then(undefined, () => undefined);
  }
}
