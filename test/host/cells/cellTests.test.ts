import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CellChecks } from '../../../src/host/cells/cellChecks.ts';
import { CellTests } from '../../../src/host/cells/cellTests.ts';
import { cellChecks } from '../../../src/protocol/cellChecks.ts';
import type { CellReport } from '../../../src/protocol/cellChecks.ts';
import { stage } from '../lib/vscode.ts';
import type { TestController, TestItem } from '../lib/testing.ts';

const cell = '/work/cells/mine.ts';
const [text, test] = ['import { tanh } from \'unfold\';\nexport default () => ({});\n', 'import { test } from \'unfold/test\';\ntest(\'one\', () => undefined);\n  test("two", () => undefined);\n'];
const looks = Object.values(cellChecks);

let controller: TestController;
let tests: CellTests;
let check: (uri: unknown, stop: AbortController) => Promise<readonly CellReport[]>;

beforeEach(async () => {
  stage.begin();
  stage.files = new Map([[cell, text], ['/work/cells/mine.test.ts', test], ['/work/cells/helper.ts', 'export const a = 1;']]);
  check = async () => [];
  tests = new CellTests({ check: (uri: unknown, stop: AbortController) => check(uri, stop) } as unknown as CellChecks, () => undefined);
  controller = stage.controllers[0]!;
  await controller.refreshHandler!();
});
afterEach(() => tests.dispose());

const listed = () => {
  const found: Record<string, string[]> = {};
  controller.items.forEach(({ label, children }) => { found[label] = children.labels; });
  return found;
};

it('lists each cell with what is looked at of it and the tests beside it', () => {
  expect(listed()).toEqual({ 'cells/mine.ts': [...looks, 'one', 'two'] });
});

it.each([cell, '/work/cells'])('forgets a cell once %s is deleted', gone => {
  stage.remove(gone);
  expect(listed()).toEqual({});
});

it('forgets a cell that VS Code itself deletes', () => {
  stage.remove(cell, 'window');
  expect(listed()).toEqual({});
});

it('forgets the tests with the file that they are in, and a cell that is none any more', async () => {
  stage.remove('/work/cells/mine.test.ts');
  await vi.waitFor(() => expect(listed()).toEqual({ 'cells/mine.ts': looks }));
  stage.files.set(cell, 'export const nothing = 1;');
  stage.watchers.forEach(({ changed }) => changed.fire(stage.open('/work/cells/mine.ts', 'export const nothing = 1;').uri));
  await vi.waitFor(() => expect(listed()).toEqual({}));
});

const finding = { severity: 'error', message: 'It is not so.', place: { file: cell, line: 2, column: 1 } } as const;

async function runAll(token: { onCancellationRequested(cancel: () => void): void } = { onCancellationRequested: () => undefined }): Promise<string[]> {
  controller.items.forEach(item => item.children.forEach(child => { child.parent = item; }));
  await controller.run!({}, token);
  return controller.outcomes;
}

it('runs them: what passes, what fails and why, what is skipped, and what nothing was said of', async () => {
  check = async () => [
    { kind: 'check', check: 'loads', state: 'right', findings: [] }, { kind: 'check', check: 'shapes', state: 'wrong', findings: [finding] },
    { kind: 'check', check: 'finite', state: 'skipped', findings: [] }, { kind: 'test', name: 'two', place: finding.place, findings: [] },
  ];
  const outcomes = await runAll();
  expect(outcomes.slice(0, 3)).toEqual([`${cellChecks.loads}: passed`, `${cellChecks.shapes}: failed, It is not so.`, `${cellChecks.finite}: skipped`]);
  expect(outcomes.slice(-2)).toEqual(['one: errored, Nothing was said of it.', 'two: passed']);
});

it('where code may not run every one says why; one that is cancelled is skipped', async () => {
  check = () => Promise.reject(new Error('Trust this workspace first.'));
  expect(new Set((await runAll()).map(each => each.replace(/^.*: errored, /, '')))).toEqual(new Set(['Trust this workspace first.']));
  controller.outcomes.length = 0;
  check = (_, stop) => new Promise((__, give) => stop.signal.addEventListener('abort', () => give(new Error('aborted'))));
  const outcomes = await runAll({ onCancellationRequested: cancel => void setTimeout(cancel, 0) });
  expect(outcomes.every(each => each.endsWith(': skipped'))).toBe(true);
  expect(outcomes).toHaveLength(looks.length + 2);
});

it('runs those alone that were asked for', async () => {
  check = async () => [{ kind: 'test', name: 'two', place: finding.place, findings: [finding] }];
  let two: TestItem | undefined;
  controller.items.forEach(item => item.children.forEach(child => {
    child.parent = item;
    if (child.label === 'two') two = child;
  }));
  await controller.run!({ include: [two] }, { onCancellationRequested: () => undefined });
  expect(controller.outcomes).toEqual(['two: failed, It is not so.']);
});
