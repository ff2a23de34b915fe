import { CodeAction, CodeActionKind, WorkspaceEdit, type CodeActionContext, type CodeActionProvider, type Range, type TextDocument } from 'vscode';
import type { Problem } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import { isExperiment } from './experimentFile.ts';
import { toRange } from './toDiagnostic.ts';

/** Changes a misspelt field into the one that was meant. */
export const spellingFixes: CodeActionProvider = {
  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    if (!isExperiment(document)) return [];
    const { problems } = readExperiment(document.getText(), { name: experimentName(document.uri.path) });
    return problems.flatMap(problem => {
      if (problem.meant === undefined || !range.intersection(toRange(problem))) return [];
      return fix(document, problem, problem.meant, diagnostics);
    });
  },
};

function fix({ uri }: TextDocument, problem: Problem, meant: string, diagnostics: CodeActionContext['diagnostics']): CodeAction {
  const range = toRange(problem);
  const action = new CodeAction(`Change spelling to "${meant}"`, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.replace(uri, range, JSON.stringify(meant));
  action.diagnostics = diagnostics.filter(diagnostic => diagnostic.range.isEqual(range));
  action.isPreferred = true;
  return action;
}
