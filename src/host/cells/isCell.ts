import { Uri, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { isExperiment } from '../language/experimentFile.ts';
import { isCellText, mayBeCell } from './cellFile.ts';

/** Whether a file is one of a cell, or a task: by its text, or since an experiment that is open names it as one, whatever stands in it. */
export const isCell = (document: Pick<TextDocument, 'uri' | 'getText'>): boolean => mayBeCell(document.uri) && (isCellText(document.uri.path, document.getText()) || isNamed(document.uri));

const isNamed = (uri: Uri): boolean => workspace.textDocuments.some(document => isExperiment(document) && codeOf(document).includes(uri.toString()));

/** An experiment names code nowhere else; it need not be right yet. */
const codeOf = (document: TextDocument): string[] => [...document.getText().matchAll(/"(\.\.?\/[^"\\]*\.[cm]?[jt]s)"/g)].map(([, file]) => Uri.joinPath(document.uri, '..', file!).toString());
