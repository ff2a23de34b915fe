import type { Uri } from 'vscode';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { CellChecks } from '../../../src/host/cells/cellChecks.ts';
import { cellChecks } from '../../../src/protocol/cellChecks.ts';
import type { Printed } from '../../../src/host/platform.ts';
import { Uri as FakeUri, stage } from '../lib/vscode.ts';

const cell = '/work/cells/mine.ts';
const text = 'import { tanh } from \'unfold\';\nexport default () => ({\n  step() {},\n});\n';
const uri = (path: string) => FakeUri.file(path) as unknown as Uri;

let looks: { path: string; stop: AbortSignal; answer(printed: Printed): void }[];
let said: string[];
let printed: string[];
let checks: CellChecks;

function begin(): void {
  stage.begin();
  [looks, said, printed] = [[], [], []];
  checks = new CellChecks((at, stop) => new Promise((answer, give) => {
    looks.push({ path: at.fsPath, stop, answer });
    stop.addEventListener('abort', () => give(new Error('The operation was aborted')));
  }), { error: sentence => void said.push(String(sentence)), info: text => void printed.push(text) }, uri('/storage'));
}

beforeEach(begin);
afterEach(() => checks.dispose());

const right = (check: string) => ({ kind: 'check', check, state: 'right', findings: [] });
/** What a look prints that finds nothing else wrong. */
const lines = (...reports: { readonly kind: string; readonly check?: string; readonly [more: string]: unknown }[]): Printed => {
  const others = Object.keys(cellChecks).filter(check => !reports.some(each => each.check === check)).map(right);
  return { output: [...reports, ...others].map(each => JSON.stringify(each)).join('\n'), complaint: '', exitCode: 0 };
};
const wrong = (message: string, line = 3) => ({ kind: 'check', check: 'shapes', state: 'wrong', findings: [{ severity: 'error', message, place: { file: cell, line, column: 1 } }] });
const files = (...names: string[]) => ({ kind: 'files', files: [cell, ...names] });
const shown = (path = cell): string[] => (stage.diagnostics.get('unfold.cells')?.get(path) ?? []).map(({ message, range }) => `${range.start.line}: ${message}`);
const rest = () => new Promise(resolve => void setTimeout(resolve, 0));
const paths = () => looks.map(({ path }) => path);

it('looks at a cell that is opened and saved, and shows what is wrong where it is', async () => {
  const document = stage.open(cell, text);
  expect(paths()).toEqual([cell]);
  looks[0]!.answer(lines(files(), wrong('It is not so.')));
  await vi.waitFor(() => expect(shown()).toEqual(['2: It is not so.']));
  stage.save(document);
  looks[1]!.answer(lines(files(), { ...wrong(''), state: 'right', findings: [] }));
  await vi.waitFor(() => expect(shown()).toEqual([]));
});

it('gives up a look when the cell is saved again, and says nothing of that', async () => {
  const document = stage.open(cell, text);
  stage.save(document);
  expect(looks.map(({ stop }) => stop.aborted)).toEqual([true, false]);
  looks[0]!.answer(lines(files(), wrong('Of before.')));
  looks[1]!.answer(lines(files(), wrong('Of now.')));
  await vi.waitFor(() => expect(shown()).toEqual(['2: Of now.']));
  expect(said).toEqual([]);
});

it('looks again where a file that it imports is saved, or its test, and not where another is', async () => {
  const document = stage.open(cell, text);
  looks[0]!.answer(lines(files('/work/lib/twice.ts'), wrong('')));
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  for (const path of ['/work/lib/other.ts', '/work/lib/twice.ts', '/work/cells/mine.test.ts']) stage.save(stage.open(path, 'export const a = 1;'));
  expect(paths()).toEqual([cell, cell, cell]);
  stage.close(document);
});

it.each(['/work/cells/mine.ts', '/work/cells'])('what was said of a cell is gone, and a look at it ends, once %s is deleted', async gone => {
  stage.open(cell, text);
  looks[0]!.answer(lines(files(), wrong('It is not so.')));
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  const asked = checks.check(uri(cell));
  stage.remove(gone);
  await expect(asked).rejects.toThrow();
  expect([shown(), looks[1]!.stop.aborted]).toEqual([[], true]);
});

it.each(['window', 'nobody'] as const)('what was said of a cell is gone with its file also where %s tells of it, and no watcher', async heard => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  checks.dispose();
  begin();
  stage.open(cell, text);
  looks[0]!.answer(lines(files(), wrong('It is not so.')));
  await vi.advanceTimersByTimeAsync(4000);
  expect(shown()).toHaveLength(1);
  stage.remove(cell, heard);
  if (heard === 'nobody') await vi.advanceTimersByTimeAsync(4000);
  expect(shown()).toEqual([]);
});

it('looks at a cell that is saved, and at those that import it', async () => {
  stage.open(cell, text);
  looks[0]!.answer(lines(files('/work/cells/inner.ts'), wrong('')));
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  const inner = stage.open('/work/cells/inner.ts', text);
  stage.save(inner);
  expect(paths().slice(2)).toEqual(['/work/cells/inner.ts', cell]);
});

it('looks at what others write, once however many files that are: an open cell, what it imports, and what it may lack as it does not load', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const document = stage.open(cell, text);
  const answered = async (...reports: Parameters<typeof lines>) => {
    looks.at(-1)!.answer(lines(...reports));
    await vi.runOnlyPendingTimersAsync();
  };
  const looked = async (work: () => void): Promise<number> => {
    const before = looks.length;
    work();
    await vi.advanceTimersByTimeAsync(1000);
    return looks.length - before;
  };
  await answered(files('/work/lib/twice.ts'));
  expect(await looked(() => { for (const path of [cell, '/work/lib/twice.ts', '/work/other.ts', '/work/data.json']) stage.write(path, `${text} // anew`); })).toBe(1);
  await answered(files('/work/lib/twice.ts'));
  expect(await looked(() => stage.write('/work/other.ts', ''))).toBe(0);
  expect(await looked(() => stage.write('/work/.unfold/runs/1/status.json', ''))).toBe(0);
  expect(await looked(() => stage.write('/work/lib/twice.ts', ''))).toBe(1);
  await answered(files(), { kind: 'check', check: 'loads', state: 'wrong', findings: [] });
  expect(await looked(() => stage.write('/work/lib/thrice.ts', ''))).toBe(1);
  await answered(files());
  expect(await looked(() => stage.type(document, 'const a = 1;'))).toBe(0);
  expect(await looked(() => stage.save(document))).toBe(1); // of which a watcher tells as well
  expect(await looked(() => { stage.type(document, text); stage.save(document); })).toBe(1);
});

it('looks at an open cell that is gone and there again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  stage.open(cell, text);
  looks[0]!.answer(lines(files()));
  await vi.advanceTimersByTimeAsync(0);
  stage.remove(cell);
  stage.write(cell, text);
  await vi.advanceTimersByTimeAsync(1000);
  expect(paths()).toEqual([cell, cell]);
});

it('what an open experiment names is a cell, whatever stands in it', () => {
  stage.open(cell, '');
  stage.open('/work/cells/other.ts', '');
  expect(paths()).toEqual([]);
  const experiment = stage.open('/work/mine.unfold.json', '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] } }');
  stage.save(experiment, experiment.text.replace('mine', 'other'));
  expect(paths()).toEqual([cell, '/work/cells/other.ts']);
});

it('a file that defines a cell and gives none as default is told so, unless a cell that loads is made of it', async () => {
  const told = (file: string, state: 'right' | 'wrong') => ({ kind: 'check', check: 'loads', state, findings: state === 'right' ? [] : [{ severity: 'error', message: 'It has no default export.', place: { file, line: 1, column: 1 } }] });
  const part = '/work/cells/part.ts';
  stage.open(part, 'import { defineCell } from \'unfold\';\nexport const part = defineCell(() => ({}));\n');
  looks[0]!.answer(lines({ kind: 'files', files: [part] }, told(part, 'wrong')));
  await vi.waitFor(() => expect(shown(part)).toHaveLength(1));
  const whole = stage.open(cell, text);
  looks[1]!.answer(lines(files(part), told(cell, 'wrong')));
  await vi.waitFor(() => expect([shown(part), shown()].map(({ length }) => length)).toEqual([1, 1]));
  stage.save(whole);
  looks[2]!.answer(lines(files(part), told(cell, 'right')));
  await vi.waitFor(() => expect([shown(part), shown()]).toEqual([[], []]));
});

it('what a cell prints while it is looked at is kept to be read', async () => {
  stage.open(cell, text);
  looks[0]!.answer({ ...lines(files(), wrong('It is not so.')), complaint: 'h 0.5' });
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  expect(printed).toEqual(['cells/mine.ts printed:\nh 0.5']);
});

it('what was said of a cell is gone when it is closed', async () => {
  const document = stage.open(cell, text);
  looks[0]!.answer(lines(files(), wrong('It is not so.')));
  await vi.waitFor(() => expect(shown()).toHaveLength(1));
  stage.close(document);
  expect(shown()).toEqual([]);
});

it('runs nothing in Restricted Mode, nor of a file outside of the folders that are open, and all that is open once there is trust', async () => {
  stage.trusted = false;
  stage.save(stage.open(cell, text));
  await expect(checks.check(uri(cell))).rejects.toThrow('cells/mine.ts is code, which does not run in Restricted Mode: trust this workspace first.');
  expect(looks).toEqual([]);
  stage.trust();
  expect(paths()).toEqual([cell]);
  stage.open('/elsewhere/mine.ts', text);
  await expect(checks.check(uri('/elsewhere/mine.ts'))).rejects.toThrow(/^\/elsewhere\/mine\.ts is outside/);
  expect(paths()).toEqual([cell]);
  stage.open('/storage/example/cells/mine.ts', text); // written while no folder is open
  expect(paths()).toEqual([cell, '/storage/example/cells/mine.ts']);
});

it('what a process says last before it ends is what is wrong, at the step where it names no place', async () => {
  stage.open(cell, text);
  looks[0]!.answer({ output: '', complaint: 'it counts\n./cells/mine.ts:3 still runs after 5 s: an endless loop?', exitCode: 137 });
  await vi.waitFor(() => expect(shown()).toEqual(['2: ./cells/mine.ts:3 still runs after 5 s: an endless loop?']));
  void checks.check(uri(cell)).catch(() => undefined);
  looks[1]!.answer({ output: '', complaint: '', exitCode: 2 });
  await vi.waitFor(() => expect(shown()).toEqual(['2: The process that looked at it ended without a word.']));
});

it('a look that ends before all is looked at finds something wrong, whatever it ends with', async () => {
  stage.open(cell, text);
  looks[0]!.answer({ output: [files(), right('loads')].map(each => JSON.stringify(each)).join('\n'), complaint: 'Something went wrong.', exitCode: 0 });
  await vi.waitFor(() => expect(shown()).toEqual(['2: Something went wrong.']));
});

it('a look that cannot be made is said where such things are said, and stops with the window', async () => {
  stage.open(cell, text);
  await rest();
  checks.dispose();
  expect(looks[0]!.stop.aborted).toBe(true);
  expect(said).toEqual([]);
});
