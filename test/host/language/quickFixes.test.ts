import { Range } from 'vscode';
import type { CodeAction, CodeActionContext, TextDocument } from 'vscode';
import { beforeEach, expect, test } from 'vitest';
import type { Problem } from '../../../src/core/spec/problem.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { quickFixes } from '../../../src/host/language/quickFixes.ts';
import { stage } from '../lib/vscode.ts';

beforeEach(() => stage.begin());

const experiment = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "lstn" } }] }, "trainign": {} }';

/** What is offered where a word stands, with a star where it is preferred. */
function offered(word: string, known: readonly Problem[] = []): string[] {
  const document = stage.open('/work/mine.unfold.json', experiment) as unknown as TextDocument;
  const at = experiment.indexOf(word) + 1;
  const actions = quickFixes(() => known).provideCodeActions(document, new Range(0, at, 0, at), { diagnostics: [] } as unknown as CodeActionContext, undefined!) as CodeAction[];
  return actions.map(({ title, isPreferred }) => `${title}${isPreferred ? ' *' : ''}`);
}

test('what stands at the cursor is offered first, and it alone is preferred', () => {
  expect(offered('"lstn"')).toEqual(['Change to "lstm" *', 'Add "hiddenSize"']);
});

test('what needs no file is offered before the files have answered, and once when they have', () => {
  const { problems } = readExperiment(experiment, { name: '' });
  const fromFiles: Problem = { ...problems.find(({ rule }) => rule === 'field')!, message: 'a.csv has no column', rule: 'meaning', fix: { kind: 'value', to: 'b' } };
  expect(offered('"trainign"')).toEqual(['Change spelling to "training" *']);
  expect(offered('"trainign"', [...problems, fromFiles])).toEqual(['Change spelling to "training" *', 'Change to "b" *']);
});
