import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test, until } from './lib/runner.ts';

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const write = (file: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));

const right = `{
  "data": { "kind": "task", "task": "adding" },
  "model": {
    "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8 }]
  },
  "training": { "tau": 20 }
}`;

async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const file = vscode.Uri.joinPath(folder(), `${name}.unfold.json`);
  await write(file, text);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}

const messages = ({ uri }: vscode.TextDocument) => vscode.languages.getDiagnostics(uri).map(({ message }) => message);

const told = (document: vscode.TextDocument, pattern: RegExp) =>
  until(`a diagnostic ${pattern}`, () => messages(document).some(message => pattern.test(message)));

/** VS Code begins to watch the folder some time after the window is there. */
async function watched(): Promise<void> {
  const [seen, probe] = [vscode.workspace.createFileSystemWatcher('**/watched.txt'), vscode.Uri.joinPath(folder(), 'watched.txt')];
  let events = 0;
  seen.onDidCreate(() => events++);
  seen.onDidChange(() => events++);
  await until('a change in the folder is seen', async () => {
    await write(probe, String(Date.now()));
    return events > 0;
  });
  seen.dispose();
}

/** Where a word begins, in the document's text. */
const at = (document: vscode.TextDocument, word: string) => document.positionAt(document.getText().indexOf(word));

/** Applies the quick fix of that title where a word stands. */
async function mend(document: vscode.TextDocument, word: string, title: string): Promise<void> {
  const place = new vscode.Range(at(document, word), at(document, word));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, place);
  const action = actions.find(each => each.title === title);
  assert.ok(action?.edit, `among ${actions.map(each => each.title).join(', ')}`);
  await vscode.workspace.applyEdit(action.edit);
}

suite('experiment files', () => {
  test('open as JSON with comments', async () => {
    assert.equal((await open('comments', `// a comment\n${right}`)).languageId, 'jsonc');
  });

  test('Run and Unfold graph stand at the top and above the model', async () => {
    const { uri } = await open('lenses', right);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const shown = lenses.map(({ range, command }) => [range.start.line, command?.command, String(command?.arguments?.[0])]);
    assert.deepEqual(shown, [0, 2].flatMap(line => ['unfold.run', 'unfold.showGraph'].map(command => [line, command, uri.toString()])));
  });

  test('gradients are compared with finite differences, of what is saved by then, in a document of its own', async () => {
    const experiment = await open('gradients', right.replace('"hiddenSize": 8', '"hiddenSize": 3'));
    const edit = new vscode.WorkspaceEdit();
    const kind = at(experiment, '"lstm"');
    edit.replace(experiment.uri, new vscode.Range(kind, kind.translate(0, '"lstm"'.length)), '"tanh"');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('unfold.checkGradients', experiment.uri);
    const { document } = vscode.window.activeTextEditor!;
    assert.deepEqual([document.uri.path, document.languageId, document.isDirty], ['Gradients of gradients', 'plaintext', false]); // closed without a question
    assert.match(document.getText(), /^layers\.0\.W +\[3, 3\] .* ✓$/m);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('a misspelt field is told once, and mended', async () => {
    const document = await open('misspelt', right.replace('tau', 'tua'));
    await told(document, /^Unknown field `tua`; did you mean `tau`\?$/);
    await mend(document, '"tua"', 'Change spelling to "tau"');
    assert.equal(document.getText(), right);
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('a missing field is added where it belongs, a wrong value changed', async () => {
    const document = await open('added', right.replace('"kind": "lstm"', '"kind": "lstn"').replace(', "hiddenSize": 8', '').replace(', "task": "adding"', ''));
    const fixes = async (word: string) => (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at(document, word), at(document, word)))).filter(({ kind }) => kind?.value === 'quickfix');
    await vscode.workspace.applyEdit((await fixes('"lstn"')).find(({ title }) => title === 'Change to "lstm"')!.edit!);
    await vscode.workspace.applyEdit((await fixes('{ "cell"')).find(({ title }) => title === 'Add "hiddenSize"')!.edit!);
    await vscode.workspace.applyEdit((await fixes('"kind": "task"')).find(({ title }) => title === 'Add "task"')!.edit!); // within what VS Code underlines, as a person goes there
    assert.match(document.getText(), /"data": \{ "task": "adding", "kind": "task" \}/);
    assert.match(document.getText(), /\[\{ "hiddenSize": 1, "cell": \{ "kind": "lstm" \} \}\]/);
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('a missing field is added on a line of its own where the others have one, indented as they are', async () => {
    const lines = right.replace('{ "kind": "task", "task": "adding" }', '{\n    "kind": "task" // which?\n  }');
    const document = await open('indented', lines.replaceAll('\n', '\r\n'));
    await vscode.window.showTextDocument(document);
    await mend(document, '"kind": "task"', 'Add "task"');
    assert.match(document.getText(), /\{\r\n {4}"task": "adding",\r\n {4}"kind": "task" \/\/ which\?\r\n {2}\}/);
  });

  test('a number beyond its limit is told, and changed to that', async () => {
    const document = await open('limit', right.replace('"hiddenSize": 8', '"hiddenSize": 0'));
    await told(document, /\b1\b/);
    await mend(document, '0 }', 'Change to 1');
    assert.equal(document.getText(), right.replace('"hiddenSize": 8', '"hiddenSize": 1'));
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('files, columns and cells of one\'s own are offered; a cell\'s path leads to its file', async () => {
    const cell = vscode.Uri.joinPath(folder(), 'cells', 'mine.ts');
    await write(vscode.Uri.joinPath(folder(), 'tides.csv'), 'date,height of water\n1,2\n');
    await write(cell, 'import { defineCell } from \'unfold\';\nexport default defineCell(() => ({}));\n');
    await write(vscode.Uri.joinPath(folder(), 'cells', 'ops.ts'), 'export const two = 2;\n');
    const document = await open('offered', right.replace('"task", "task": "adding"', '"series", "file": "tides.csv", "column": "h"').replace('"lstm"', '"./cells/mine.ts"'));
    const offered = async (word: string) => (await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at(document, word).translate(0, 1))).items.map(({ label }) => label);
    assert.ok((await offered('"tides.csv"')).includes('tides.csv'));
    assert.ok((await offered('"h"')).includes('height of water'));
    const cells = await offered('"./cells');
    assert.deepEqual(['./cells/mine.ts', './cells/ops.ts'].map(name => cells.includes(name)), [true, false]);
    const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>('vscode.executeDefinitionProvider', document.uri, at(document, '"./cells'));
    assert.equal(link?.targetUri.toString(), cell.toString());
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'cells'), { recursive: true });
  });

  test('shapes stand beside what makes them, and hovering counts parameters', async () => {
    const document = await open('shapes', right);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, 9, 0));
    assert.deepEqual(hints.map(({ label }) => label), ['U 2×32 · W 8×32 · b 32']);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, '"model"'));
    assert.match(hovers.flatMap(({ contents }) => contents).map(content => (content as vscode.MarkdownString).value).join('\n'), /\*\*361 parameters\*\*/);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.deepEqual(symbols.map(({ name }) => name), ['data', 'model', 'training']);
  });

  test('a wrong kind is told once, with every kind there is', async () => {
    const document = await open('kind', right.replace('lstm', 'ltsm'));
    await told(document, /"tanh", "relu", "leaky", .*"recursive", "treeLstm", "ntm", "memory"/);
    assert.equal(messages(document).length, 1);
  });

  test('what a kind means is shown where it stands, and of one that there is not nothing', async () => {
    const hovered = async (name: string, kind: string) => {
      const document = await open(name, right.replace('lstm', kind));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, kind));
      return hovers.flatMap(({ contents }) => contents).map(content => (content as vscode.MarkdownString).value).join();
    };
    await until('a hover that explains the LSTM', async () => /`lstm`: Long short-term memory/.test(await hovered('known', 'lstm')));
    assert.equal(await hovered('unknown', 'ltsm'), '');
  });

  test('a wrong column is told beside a cell that there is not', async () => {
    await write(vscode.Uri.joinPath(folder(), 'both.csv'), `date,height\n${'1,2\n'.repeat(50)}`);
    const document = await open('both', right.replace('"task", "task": "adding"', '"series", "file": "both.csv", "column": "Height"').replace('lstm', 'ltsm'));
    await told(document, /^both\.csv has no column "Height"/);
    await told(document, /"tanh", "relu", "leaky"/);
    await mend(document, '"Height"', 'Change to "height"');
    await mend(document, '"ltsm"', 'Change to "lstm"');
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('a missing data file is told at its name, until it is there', async () => {
    await watched();
    const document = await open('missing', right.replace('"task", "task": "adding"', '"series", "file": "late.csv", "column": "Height"'));
    await told(document, /^There is no file late\.csv\.$/);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri)[0]?.range.start, at(document, '"late.csv"'));
    await write(vscode.Uri.joinPath(folder(), 'late.csv'), `date,height\n${'1,2\n'.repeat(50)}`);
    await told(document, /^late\.csv has no column "Height"; it has "date" and "height"; did you mean "height"\?$/);
    await mend(document, '"Height"', 'Change to "height"');
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('what an older version called otherwise is told, and migrated with its comments as they are', async () => {
    await write(vscode.Uri.joinPath(folder(), 'trees.txt'), '(1 (0 a) (1 b))\n(0 a)\n'.repeat(20));
    const old = right.replace('"task", "task": "adding"', '"trees", "file": "trees.txt", /* so many */ "words": 9').replace('lstm', 'treeLstm').replace('{', '{ "version": 1,');
    const document = await open('older', old);
    await told(document, /^`words` is called `vocabulary` since version 2 of the file format/);
    await mend(document, '"words"', 'Migrate to version 2');
    assert.equal(document.getText(), old.replace('"words"', '"vocabulary"').replace('"version": 1', '"version": 2'));
    await until('no diagnostics', () => messages(document).length === 0);
  });

  test('an empty file is offered whole experiments', async () => {
    const document = await open('empty', '');
    await until('an experiment on a text among the completions', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, new vscode.Position(0, 0));
      return items.some(({ label }) => label === 'experiment on a text');
    });
  });

  test('what the schema says of a field is shown', async () => {
    const document = await open('hover', right);
    await until('a hover that explains tau', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, 'tau'));
      return hovers.some(({ contents }) => contents.some(content => /Time steps in a window/.test(String((content as vscode.MarkdownString).value))));
    });
  });

  test('kinds are completed', async () => {
    const document = await open('completion', right.replace('"lstm"', '""'));
    await until('tanh, lstm and gru among the completions', async () => {
      const place = at(document, '""').translate(0, 1);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place);
      const labels = items.map(({ label }) => String(label));
      return ['"tanh"', '"lstm"', '"gru"'].every(label => labels.includes(label));
    });
  });
});
