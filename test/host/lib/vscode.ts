import { Position, Range, Uri } from './places.ts';
import { TestController } from './testing.ts';

// Stands in for the module `vscode` where the host's classes are tested without an editor (vitest.config.mjs): as much of it as they use,
// over files in memory. What VS Code itself does is tested in VS Code (test/vscode).

export { Location, Position, Range, Uri } from './places.ts';
export { TestMessage } from './testing.ts';

type Listener<T> = (event: T) => unknown;

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class Disposable {
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach(each => each.dispose()));
  }

  constructor(private readonly end: () => unknown) {}

  dispose(): void {
    this.end();
  }
}

export class Diagnostic {
  source?: string;
  constructor(readonly range: Range, readonly message: string, readonly severity: number) {}
}

export class CompletionItem {
  constructor(readonly label: string | object, readonly kind: number) {}
}

export class CodeLens {
  constructor(readonly range: Range, readonly command: unknown) {}
}

export class CodeAction {
  constructor(readonly title: string, readonly kind: string) {}
}

export class WorkspaceEdit {
  readonly entries: [Uri, object[]][] = [];
  set = (uri: Uri, edits: object[]): unknown => this.entries.push([uri, edits]);
}

export const CodeActionKind = { QuickFix: 'quickfix' };
export const TextEdit = { replace: (range: Range, newText: string): object => ({ range, newText }), insert: (position: Position, newText: string): object => ({ position, newText }) };
export const SnippetTextEdit = { insert: (position: Position, snippet: object): object => ({ position, snippet }) };

export class SnippetString {
  appendText = (): this => this;
  appendPlaceholder = (): this => this;
  appendTabstop = (): this => this;
}

export class FileSystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export const DiagnosticSeverity = { Error: 0, Warning: 1 };
export const CompletionItemKind = { Field: 4, File: 16, Reference: 17, Folder: 18 };
export const TestRunProfileKind = { Run: 1 };
export const FileType = { File: 1, Directory: 2 };
export const ViewColumn = { Beside: -2 };

/** A file as an editor has it open. */
export class Document {
  readonly languageId = 'typescript';
  readonly version = 1;
  isDirty = false;
  constructor(readonly uri: Uri, public text: string) {}

  getText(): string {
    return this.text;
  }

  get lineCount(): number {
    return this.text.split('\n').length;
  }

  lineAt(line: number): { range: Range } {
    return { range: new Range(new Position(line, 0), new Position(line, (this.text.split('\n')[line] ?? '').length)) };
  }

  positionAt(offset: number): Position {
    const before = this.text.slice(0, offset).split('\n');
    return new Position(before.length - 1, before.at(-1)!.length);
  }

  offsetAt({ line, character }: Position): number {
    return [...this.text.split('\n').slice(0, line), ''].join('\n').length + character;
  }

  validatePosition = (position: Position): Position => position;
  getWordRangeAtPosition = (): undefined => undefined;
  save = (): Promise<boolean> => Promise.resolve(true);
}

const events = {
  onDidOpenTextDocument: new EventEmitter<Document>(), onDidSaveTextDocument: new EventEmitter<Document>(), onDidCloseTextDocument: new EventEmitter<Document>(),
  onDidChangeTextDocument: new EventEmitter<{ document: Document; contentChanges: readonly object[] }>(), onDidGrantWorkspaceTrust: new EventEmitter<undefined>(),
  onDidDeleteFiles: new EventEmitter<{ files: Uri[] }>(), onDidRenameFiles: new EventEmitter<{ files: { oldUri: Uri; newUri: Uri }[] }>(),
};

interface Watcher {
  readonly created: EventEmitter<Uri>;
  readonly changed: EventEmitter<Uri>;
  readonly deleted: EventEmitter<Uri>;
}

/** What a test sets and sees. */
export const stage = {
  /** By their paths; the workspace is `/work`. */
  files: new Map<string, string>(),
  trusted: true,
  /** Whether somebody searches for files. */
  searched: true,
  /** The scheme of the workspace. */
  scheme: 'file',
  settings: {} as Record<string, unknown>,
  documents: [] as Document[],
  /** By the name of the collection, then by the URI. */
  diagnostics: new Map<string, Map<string, Diagnostic[]>>(),
  warnings: [] as string[],
  commands: [] as string[],
  watchers: new Set<Watcher>(),
  controllers: [] as TestController[],

  begin(): void {
    for (const each of Object.values(events)) each.dispose();
    Object.assign(stage, { files: new Map(), trusted: true, searched: true, scheme: 'file', settings: {}, documents: [], diagnostics: new Map(), warnings: [], commands: [], watchers: new Set(), controllers: [] });
  },

  open(path: string, text = stage.files.get(path) ?? ''): Document {
    stage.files.set(path, text);
    const document = new Document(Uri.file(path), text);
    stage.documents.push(document);
    events.onDidOpenTextDocument.fire(document);
    return document;
  },

  save(document: Document, text = document.text): void {
    Object.assign(document, { text, isDirty: false });
    stage.files.set(document.uri.path, text);
    events.onDidSaveTextDocument.fire(document);
    stage.watchers.forEach(({ changed }) => changed.fire(document.uri));
  },

  /** By others than this editor, which reads anew what is open in it. */
  write(path: string, text: string): void {
    const isNew = !stage.files.has(path);
    stage.files.set(path, text);
    stage.watchers.forEach(({ created, changed }) => (isNew ? created : changed).fire(Uri.file(path)));
    const open = stage.documents.find(({ uri }) => uri.path === path);
    if (!open || open.text === text) return;
    open.text = text;
    events.onDidChangeTextDocument.fire({ document: open, contentChanges: [{}] });
  },

  /** As a person types: VS Code tells of the first change before it says that it is not saved. */
  type(document: Document, text: string): void {
    document.text = text;
    events.onDidChangeTextDocument.fire({ document, contentChanges: [{}] });
    document.isDirty = true;
    events.onDidChangeTextDocument.fire({ document, contentChanges: [] });
  },

  close(document: Document): void {
    stage.documents = stage.documents.filter(each => each !== document);
    events.onDidCloseTextDocument.fire(document);
  },

  /** A file, or a folder with all in it: of that alone VS Code tells. @param heard by a watcher, by those who hear what VS Code itself does, or by nobody */
  remove(path: string, heard: 'watcher' | 'window' | 'nobody' = 'watcher'): void {
    for (const file of [...stage.files.keys()]) if (file === path || file.startsWith(`${path}/`)) stage.files.delete(file);
    if (heard === 'watcher') stage.watchers.forEach(({ deleted }) => deleted.fire(Uri.file(path)));
    if (heard === 'window') events.onDidDeleteFiles.fire({ files: [Uri.file(path)] });
  },

  trust(): void {
    stage.trusted = true;
    events.onDidGrantWorkspaceTrust.fire(undefined);
  },
};

const fs = {
  readFile: async (uri: Uri): Promise<Uint8Array> => {
    const text = stage.files.get(uri.path);
    if (text === undefined) throw new FileSystemError('FileNotFound');
    return new TextEncoder().encode(text);
  },
  stat: async (uri: Uri): Promise<object> => {
    if (!stage.files.has(uri.path)) throw new FileSystemError('FileNotFound');
    return {};
  },
  writeFile: async (uri: Uri, bytes: Uint8Array): Promise<void> => void stage.files.set(uri.path, new TextDecoder().decode(bytes)),
  rename: async (from: Uri, to: Uri): Promise<void> => {
    stage.files.set(to.path, stage.files.get(from.path)!);
    stage.files.delete(from.path);
  },
  createDirectory: async (): Promise<void> => undefined,
  readDirectory: async (uri: Uri): Promise<[string, number][]> => {
    const folder = uri.path.replace(/\/?$/, '/');
    const within = [...stage.files.keys()].filter(path => path.startsWith(folder)).map(path => path.slice(folder.length).split('/'));
    return [...new Map(within.map(([name, ...rest]) => [name!, rest.length > 0 ? FileType.Directory : FileType.File]))];
  },
};

export const workspace = {
  ...Object.fromEntries(Object.entries(events).map(([name, { event }]) => [name, event])),
  fs,
  get isTrusted(): boolean { return stage.trusted; },
  get textDocuments(): Document[] { return stage.documents; },
  asRelativePath: (uri: Uri): string => uri.path.replace('/work/', ''),
  getWorkspaceFolder: (uri: Uri): object | undefined => (uri.path.startsWith('/work/') ? {} : undefined),
  getConfiguration: () => ({ get: (name: string) => stage.settings[name] }),
  get workspaceFolders() { return [{ uri: new Uri(stage.scheme, '/work') }]; },
  findFiles: async (): Promise<Uri[]> => (stage.searched ? undefined : await new Promise<never>(() => undefined)) ?? [...stage.files.keys()].filter(path => /\/cells\/[^/]*\.[cm]?[jt]s$/.test(path)).map(Uri.file),
  openTextDocument: async (uri: Uri): Promise<Document> => stage.documents.find(each => each.uri.path === uri.path) ?? new Document(uri, stage.files.get(uri.path) ?? ''),
  createFileSystemWatcher: (_: unknown, ignoreCreate = false, ignoreChange = false) => {
    const watcher: Watcher = { created: new EventEmitter(), changed: new EventEmitter(), deleted: new EventEmitter() };
    stage.watchers.add(watcher);
    const nothing = () => new Disposable(() => undefined);
    return {
      onDidCreate: ignoreCreate ? nothing : watcher.created.event, onDidChange: ignoreChange ? nothing : watcher.changed.event, onDidDelete: watcher.deleted.event,
      dispose: () => stage.watchers.delete(watcher),
    };
  },
};

export const window = {
  withProgress: <T>(_: object, work: () => Promise<T>): Promise<T> => work(),
  showWarningMessage: async (message: string): Promise<undefined> => void stage.warnings.push(message),
};

export const commands = { executeCommand: async (name: string): Promise<undefined> => void stage.commands.push(name) };

export const languages = {
  createDiagnosticCollection: (name: string) => {
    const all = new Map<string, Diagnostic[]>();
    stage.diagnostics.set(name, all);
    return { set: (uri: Uri, diagnostics: Diagnostic[]) => all.set(uri.path, diagnostics), clear: () => all.clear(), dispose: () => stage.diagnostics.delete(name) };
  },
};

export const tests = {
  createTestController: (): TestController => {
    const controller = new TestController();
    stage.controllers.push(controller);
    return controller;
  },
};
