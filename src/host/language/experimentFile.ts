import type { DocumentFilter, TextDocument } from 'vscode';

export const experimentFilter: DocumentFilter = { pattern: '**/*.unfold.json' };

/** Whether a document is an experiment a person may edit or run, and not an old version of one beside its changes. */
export function isExperiment({ uri }: TextDocument): boolean {
  return uri.path.endsWith('.unfold.json') && uri.scheme !== 'git';
}
