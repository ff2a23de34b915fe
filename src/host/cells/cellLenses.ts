import { CodeLens } from 'vscode';
import type { CodeLensProvider, TextDocument } from 'vscode';
import { isTaskText } from '../../protocol/cellChecks.ts';
import { cellLine } from './cellFile.ts';
import { isCell } from './isCell.ts';

/** What there is to do with a cell or a task, above where it is made. */
export const cellLenses: CodeLensProvider = {
  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!isCell(document)) return [];
    const { range } = document.lineAt(cellLine(document.getText()));
    const lens = (title: string, tooltip: string, command: string) => new CodeLens(range, { title, tooltip, command: `unfold.${command}`, arguments: [document.uri] });
    if (isTaskText(document.getText())) return [
      lens('$(beaker) Check Task', 'Look whether its sequences are what it declares, and the same for the same seed', 'checkTask'),
      lens('$(list-ordered) Show an Example', 'Draw a few sequences, and show them', 'drawTask'),
      lens('$(play) Train 50 Steps', 'Train an experiment that uses it for a moment', 'trainCell'),
    ];
    return [
      lens('$(beaker) Check Gradients', 'Compare them with finite differences, in double precision', 'checkGradients'),
      lens('$(type-hierarchy) Unfold One Step', 'Open the operations of its step in an experiment that uses it', 'showGraph'),
      lens('$(play) Train 50 Steps', 'Train an experiment that uses it for a moment', 'trainCell'),
    ];
  },
};
