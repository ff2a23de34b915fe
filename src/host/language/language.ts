import { CodeActionKind, Disposable, languages } from 'vscode';
import { experimentLenses } from './codeLenses.ts';
import { ExperimentDiagnostics } from './diagnostics.ts';
import { experimentFilter } from './experimentFile.ts';
import { spellingFixes } from './spellingFixes.ts';

/** What an experiment file has in the editor, beside the completion and hover its schema gives. */
export function registerLanguage(): Disposable {
  return Disposable.from(
    new ExperimentDiagnostics(),
    languages.registerCodeLensProvider(experimentFilter, experimentLenses),
    languages.registerCodeActionsProvider(experimentFilter, spellingFixes, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
  );
}
