import { CodeActionKind, Disposable, languages } from 'vscode';
import type { Reader } from '../platform.ts';
import { checkpointHovers } from './checkpointHover.ts';
import { experimentLenses } from './codeLenses.ts';
import { completions } from './completions.ts';
import { columnsBy } from './dataFile.ts';
import { definitions } from './definitions.ts';
import { ExperimentDiagnostics } from './diagnostics.ts';
import { experimentFilter } from './experimentFile.ts';
import type { KnownCells } from './knownCells.ts';
import { quickFixes } from './quickFixes.ts';
import { shapeHints, sizeHovers } from './shapes.ts';

/** What an experiment file has in the editor, beside the completion, hover and outline its schema and VS Code's JSON support give. @param known what is known of cells of one's own @param reader reads headers of checkpoints and columns of tables */
export function registerLanguage(known: KnownCells, reader: Reader | undefined): Disposable {
  const diagnostics = new ExperimentDiagnostics(columnsBy(reader), known);
  return Disposable.from(
    diagnostics,
    languages.registerCodeLensProvider(experimentFilter, experimentLenses),
    languages.registerCodeActionsProvider(experimentFilter, quickFixes(document => diagnostics.problemsOf(document)), { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    languages.registerCompletionItemProvider(experimentFilter, completions(columnsBy(reader)), '"', '/'),
    languages.registerDefinitionProvider(experimentFilter, definitions),
    languages.registerHoverProvider(experimentFilter, sizeHovers(known)),
    languages.registerHoverProvider(experimentFilter, checkpointHovers(reader)),
    languages.registerInlayHintsProvider(experimentFilter, shapeHints(known)),
  );
}
