import { CodeLens } from 'vscode';
import type { CodeLensProvider, TextDocument } from 'vscode';
import { cellLine, isCell } from './cellFile.ts';

/** What there is to do with a cell, above where it is made. */
export const cellLenses: CodeLensProvider = {
  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!isCell(document)) return [];
    const { range } = document.lineAt(cellLine(document.getText()));
    const lens = (title: string, tooltip: string, command: string) => new CodeLens(range, { title, tooltip, command: `unfold.${command}`, arguments: [document.uri] });
    return [
      lens('$(beaker) Check Gradients', 'Compare them with finite differences, in double precision', 'checkGradients'),
      lens('$(type-hierarchy) Unfold One Step', 'Draw its graph in an experiment that uses it', 'showGraph'),
      lens('$(play) Train 50 Steps', 'Train an experiment that uses it for a moment', 'trainCell'),
    ];
  },
};
