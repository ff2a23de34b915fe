import { CodeActionKind, Disposable, languages } from 'vscode';
import { experimentLenses } from './codeLenses.ts';
import { completions } from './completions.ts';
import { definitions } from './definitions.ts';
import { ExperimentDiagnostics } from './diagnostics.ts';
import { experimentFilter } from './experimentFile.ts';
import type { KnownCells } from './knownCells.ts';
import { quickFixes } from './quickFixes.ts';
import { shapeHints, sizeHovers } from './shapes.ts';

/** What an experiment file has in the editor, beside the completion, hover and outline its schema and VS Code's JSON support give. @param known what is known of cells of one's own */
export function registerLanguage(known: KnownCells): Disposable {
  return Disposable.from(
    new ExperimentDiagnostics(),
    languages.registerCodeLensProvider(experimentFilter, experimentLenses),
    languages.registerCodeActionsProvider(experimentFilter, quickFixes, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    languages.registerCompletionItemProvider(experimentFilter, completions, '"', '/'),
    languages.registerDefinitionProvider(experimentFilter, definitions),
    languages.registerHoverProvider(experimentFilter, sizeHovers(known)),
    languages.registerInlayHintsProvider(experimentFilter, shapeHints(known)),
  );
}
