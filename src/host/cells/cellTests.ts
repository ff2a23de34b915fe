import { Disposable, Location, TestMessage, TestRunProfileKind, Uri, tests, workspace } from 'vscode';
import type { CancellationToken, TestItem, TestRun, TestRunRequest } from 'vscode';
import { cellChecks, isTaskText, taskChecks } from '../../protocol/cellChecks.ts';
import type { CellFinding, CellReport } from '../../protocol/cellChecks.ts';
import type { CellChecks } from './cellChecks.ts';
import { rangeOf } from './cellChecks.ts';
import { cellLine, cellPathOf, mayBeCell, testIds, testPathOf } from './cellFile.ts';
import { Deletions } from './deletions.ts';
import { isCell } from './isCell.ts';

/** Cells and tasks are looked for in folders of these names, and among what is open. */
const glob = '**/{cells,tasks}/*.{ts,mts,js,mjs,cjs}';

/** VS Code's Testing view: of each cell and each task what is looked at, and the tests beside it. */
export class CellTests implements Disposable {
  readonly #controller = tests.createTestController('unfold.cells', 'Unfold Cells and Tasks');
  readonly #watcher = workspace.createFileSystemWatcher(glob);
  readonly #deletions = new Deletions();
  readonly #events: Disposable;

  /** @param say hears of a cell that could not be listed */
  constructor(private readonly checks: CellChecks, private readonly say: (sentence: string) => void) {
    this.#controller.resolveHandler = async item => (item ? this.#list(item.uri!) : this.#discover());
    this.#controller.refreshHandler = () => this.#discover();
    this.#controller.createRunProfile('Check', TestRunProfileKind.Run, (request, token) => this.#run(request, token), true);
    const changed = (uri: Uri) => void this.#list(uri.with({ path: cellPathOf(uri.path) }));
    this.#events = Disposable.from(
      this.#controller, this.#watcher, this.#watcher.onDidCreate(changed), this.#watcher.onDidChange(changed),
      this.#deletions, this.#deletions.onDidDelete(uri => this.#deleted(uri)), workspace.onDidOpenTextDocument(({ uri }) => changed(uri)),
    );
  }

  dispose(): void {
    this.#events.dispose();
  }

  async #discover(): Promise<void> {
    const found = await workspace.findFiles(glob, '**/{node_modules,.unfold}/**');
    await Promise.all([...found, ...workspace.textDocuments.map(({ uri }) => uri)].map(uri => this.#list(uri)));
  }

  /** A cell, the test beside one, or a folder. */
  #deleted(uri: Uri): void {
    for (const { id } of all(this.#controller.items)) if (id === uri.toString() || id.startsWith(`${uri.toString()}/`)) this.#controller.items.delete(id);
    const cell = uri.with({ path: cellPathOf(uri.path) });
    if (this.#controller.items.get(cell.toString())) void this.#list(cell);
  }

  #list(uri: Uri): Promise<void> {
    return this.#listed(uri).catch((error: Error) => this.say(`${uri.fsPath}: ${error.message}`));
  }

  /** A cell with what there is to run of it. Of a test that is made as the file runs nothing is known before. */
  async #listed(uri: Uri): Promise<void> {
    const text = mayBeCell(uri) ? await readText(uri) : undefined;
    if (text === undefined || !isCell({ uri, getText: () => text })) return this.#controller.items.delete(uri.toString());
    const cell = this.#controller.items.get(uri.toString()) ?? this.#controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
    cell.range = rangeOf({ file: uri.fsPath, line: cellLine(text) + 1, column: 1 });
    const looks = Object.entries(isTaskText(text) ? taskChecks : cellChecks).map(([check, title]) => this.#item(cell, check, title, uri, cell.range));
    const test = uri.with({ path: testPathOf(uri.path) });
    const lines = (await readText(test))?.split('\n') ?? [];
    const found = lines.flatMap((text, i) => {
      const [, , name] = /^\s*test\((['"`])(.*)\1,/.exec(text) ?? [];
      return name === undefined ? [] : [{ name, line: i + 1 }];
    });
    const ids = testIds(found.map(({ name }) => name));
    const beside = found.map(({ name, line }, i) => this.#item(cell, ids[i]!, name, test, rangeOf({ file: test.fsPath, line, column: 1 })));
    const items = [...looks, ...beside];
    items.forEach((item, i) => { item.sortText = String(i).padStart(4, '0'); });
    cell.children.replace(items);
    this.#controller.items.add(cell);
  }

  #item(cell: TestItem, id: string, label: string, uri: Uri, range: TestItem['range']): TestItem {
    const item = this.#controller.createTestItem(`${cell.id} ${id}`, label, uri);
    item.range = range;
    return item;
  }

  async #run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const asked = request.include ?? all(this.#controller.items);
    const cells = new Set(asked.map(item => item.parent ?? item));
    try {
      for (const cell of cells) if (!stop.signal.aborted) await this.#runCell(run, cell, leaves(cell, asked, request.exclude ?? []), stop.signal);
    } finally {
      run.end();
    }
  }

  async #runCell(run: TestRun, cell: TestItem, items: readonly TestItem[], all: AbortSignal): Promise<void> {
    const stop = new AbortController();
    all.addEventListener('abort', () => stop.abort(), { once: true });
    items.forEach(item => run.started(item));
    try {
      const reports = await this.checks.check(cell.uri!, stop);
      const known = byId(reports);
      for (const item of items) show(run, item, known.get(item.id.slice(cell.id.length + 1)));
    } catch (error) {
      for (const item of items) if (stop.signal.aborted) run.skipped(item); else run.errored(item, new TestMessage((error as Error).message));
    }
  }
}

function byId(reports: readonly CellReport[]): Map<string, CellReport> {
  const tests = reports.filter(report => report.kind === 'test');
  const ids = testIds(tests.map(({ name }) => name));
  return new Map<string, CellReport>([...reports.flatMap(report => (report.kind === 'check' ? [[report.check, report] as const] : [])), ...tests.map((report, i) => [ids[i]!, report] as const)]);
}

function show(run: TestRun, item: TestItem, report: CellReport | undefined): void {
  if (report === undefined || report.kind === 'files') return run.errored(item, new TestMessage('Nothing was said of it.'));
  if (report.kind === 'check' && report.state === 'skipped') return run.skipped(item);
  if (report.findings.length === 0) return run.passed(item);
  run.failed(item, report.findings.map(toMessage));
}

function toMessage(finding: CellFinding): TestMessage {
  const message = new TestMessage(finding.message);
  message.location = new Location(Uri.file(finding.place.file), rangeOf(finding.place));
  return message;
}

function leaves(cell: TestItem, asked: readonly TestItem[], excluded: readonly TestItem[]): TestItem[] {
  const whole = asked.includes(cell);
  return all(cell.children).filter(item => (whole || asked.includes(item)) && !excluded.includes(item) && !excluded.includes(cell));
}

function all(items: TestItem['children']): TestItem[] {
  const list: TestItem[] = [];
  items.forEach(item => list.push(item));
  return list;
}

const readText = (uri: Uri): Thenable<string | undefined> => workspace.fs.readFile(uri).then(bytes => new TextDecoder().decode(bytes), () => undefined);
