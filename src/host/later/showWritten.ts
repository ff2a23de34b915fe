import { ViewColumn, window } from 'vscode';
import type { Uri } from 'vscode';
import { pageColumn } from '../views/pageColumn.ts';

/** Shows code that was written with its experiment beside it; or, beside the walkthrough that sent for it, in front of it. */
export async function showWritten(code: Uri, experiment: Uri): Promise<void> {
  const viewColumn = pageColumn();
  const isBeside = viewColumn !== ViewColumn.Active;
  if (isBeside) await window.showTextDocument(experiment, { viewColumn, preview: false });
  await window.showTextDocument(code, { viewColumn, preview: false });
  if (!isBeside) await window.showTextDocument(experiment, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
}
