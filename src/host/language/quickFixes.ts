import { CodeAction, CodeActionKind, SnippetString, SnippetTextEdit, TextEdit, WorkspaceEdit, type CodeActionContext, type CodeActionProvider, type Position, type Range, type TextDocument } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import type { Fix, Problem } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import { isExperiment } from './experimentFile.ts';
import { toRange } from './toDiagnostic.ts';

/**
 * Puts right what has one obvious remedy: a misspelt name, value or column, a number beyond its limits, a field that is missing, what an older file calls otherwise.
 * What stands where the cursor is comes first, before what is missing around it.
 * @param known what was found with a look at its files, too
 */
export const quickFixes = (known: (document: TextDocument) => readonly Problem[]): CodeActionProvider => ({
  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    if (!isExperiment(document)) return [];
    const read = readExperiment(document.getText(), { name: experimentName(document.uri.path) }).problems;
    const problems = [...read, ...known(document).filter(problem => !read.some(isSame(problem)))];
    const near = problems.filter(problem => places(document, problem).some(place => range.intersection(place)));
    const isHere = (problem: Problem) => range.intersection(toRange(problem)) !== undefined;
    return [...near.filter(isHere), ...near.filter(problem => !isHere(problem))]
      .flatMap(problem => (problem.fix ? [action(document, problem, problem.fix, { diagnostics, isPreferred: isHere(problem) })] : []));
  },
});

const isSame = ({ message, path }: Problem) => (other: Problem): boolean => other.message === message && other.path.join('/') === path.join('/');

/** Where a problem is told; VS Code underlines all of an object in which a field is missing. */
function places(document: TextDocument, problem: Problem): Range[] {
  const here = toRange(problem);
  return problem.fix?.kind === 'add' ? [here, toRange(parseText(document.getText()).positions.whole(problem.path))] : [here];
}

function action(document: TextDocument, problem: Problem, fix: Fix, { diagnostics, isPreferred }: Pick<CodeActionContext, 'diagnostics'> & { readonly isPreferred: boolean }): CodeAction {
  const told = places(document, problem);
  const offered = new CodeAction(title(fix), CodeActionKind.QuickFix);
  offered.edit = new WorkspaceEdit();
  offered.edit.set(document.uri, edits(document, problem, fix));
  offered.diagnostics = diagnostics.filter(diagnostic => told.some(place => diagnostic.range.isEqual(place)));
  offered.isPreferred = isPreferred;
  return offered;
}

function edits(document: TextDocument, problem: Problem, fix: Fix): (TextEdit | SnippetTextEdit)[] {
  switch (fix.kind) {
    case 'rename': case 'value': return [TextEdit.replace(toRange(problem), JSON.stringify(fix.to))];
    case 'add': return [added(document, problem, fix)];
    case 'migrate': return fix.edits.map(edit => TextEdit.replace(toRange(edit), edit.text));
  }
}

function title(fix: Fix): string {
  switch (fix.kind) {
    case 'rename': return `Change spelling to "${fix.to}"`;
    case 'value': return `Change to ${JSON.stringify(fix.to)}`;
    case 'migrate': return `Migrate to version ${fix.to}`;
    case 'add': return `Add "${fix.field}"`;
  }
}

/** The field as the first of its object, on a line of its own where the others have one; its value is what a person types over. */
function added(document: TextDocument, { path }: Problem, { field, value }: Fix & { kind: 'add' }): SnippetTextEdit {
  const { positions } = parseText(document.getText());
  const start = toRange(positions.inside(path)).start;
  const snippet = new SnippetString(leading(document, start)).appendText(`"${field}": `);
  const text = JSON.stringify(value);
  if (typeof value === 'string') snippet.appendText('"').appendPlaceholder(value).appendText('"');
  else if (typeof value === 'object') snippet.appendText(text.slice(0, 1)).appendTabstop().appendText(text.slice(-1));
  else snippet.appendPlaceholder(text);
  const empty = /^\s*\}/.test(document.getText().slice(document.offsetAt(start)));
  return SnippetTextEdit.insert(start, empty ? snippet.appendText(' ') : snippet.appendText(','));
}

/** What stands before the next field: a space, or the break of a line and its indent, of which VS Code itself adds that of the line where the snippet begins. */
function leading(document: TextDocument, start: Position): string {
  const rest = document.getText().slice(document.offsetAt(start));
  const [, newLine, indent] = /^\s*?(\r?\n)\s*?([^\S\n]*)(?="|\/)/.exec(rest) ?? [];
  if (newLine === undefined || indent === undefined) return ' ';
  const added = /^[^\S\n]*/.exec(document.lineAt(start.line).text)![0];
  return newLine + (indent.startsWith(added) ? indent.slice(added.length) : indent);
}
