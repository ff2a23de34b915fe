import { Range } from 'vscode';
import type { CodeAction, CodeActionContext, TextDocument } from 'vscode';
import { beforeEach, expect, test } from 'vitest';
import { typesFix, watchTypes } from '../../../src/host/cells/cellTypes.ts';
import { stage } from '../lib/vscode.ts';

beforeEach(() => stage.begin());

const cell = "import { tanh } from 'unfold';\n";
const referring = `/// <reference path="./unfold.d.ts" />\n${cell}`;
const missing = { code: 2307, message: "Cannot find module 'unfold' or its corresponding type declarations." };

/** What is put where, by each quick fix that is offered. */
function offered(text: string, diagnostics: readonly object[], path = '/work/cells/mine.ts') {
  const document = stage.open(path, text) as unknown as TextDocument;
  const actions = typesFix.provideCodeActions(document, new Range(0, 0, 0, 0), { diagnostics } as unknown as CodeActionContext, undefined!) as CodeAction[];
  return actions.map(({ title, edit }) => ({ title, edits: (edit as unknown as { entries: [unknown, object[]][] }).entries.flatMap(([, edits]) => edits) }));
}

test('a cell from memory is offered its types, in its first line', () => {
  const fix = [{ title: "Refer to the types of 'unfold'", edits: [{ position: { line: 0, character: 0 }, newText: '/// <reference path="./unfold.d.ts" />\n' }] }];
  expect(offered(cell, [missing])).toEqual(fix);
  expect(offered(cell, [{ ...missing, code: { value: 2307 } }])).toEqual(fix);
});

test.each([
  ['that refers to them', referring, [missing]],
  ['that lacks another module', cell, [{ ...missing, message: "Cannot find module 'fold'." }]],
  ['with another fault', cell, [{ ...missing, code: 2304 }]],
])('one %s is not', (_, text, diagnostics) => {
  expect(offered(text, diagnostics)).toEqual([]);
});

test.each([
  ['that an open cell refers to', '/work/cells/mine.ts', referring, ['typescript.reloadProjects']],
  ['that no open cell refers to', '/work/cells/mine.ts', cell, []],
  ['of another folder', '/work/others/mine.ts', referring, []],
])('TypeScript looks again at types %s, once they are there', (_, path, text, expected) => {
  const watch = watchTypes();
  stage.open(path, text);
  stage.write('/work/cells/unfold.d.ts', 'declare module');
  stage.write('/work/cells/unfold.d.ts', 'declare module, as it is now');
  expect(stage.commands).toEqual(expected);
  watch.dispose();
});
