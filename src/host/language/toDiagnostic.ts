import { Diagnostic, DiagnosticSeverity, Range } from 'vscode';
import type { Problem, Span } from '../../core/spec/problem.ts';

/** Lines and columns from 0, as VS Code counts. */
export function toRange({ line, column, endLine, endColumn }: Span): Range {
  return new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}

export function toDiagnostic(problem: Problem): Diagnostic {
  const severity = problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(toRange(problem), problem.message, severity);
  diagnostic.source = 'Unfold';
  return diagnostic;
}
