import { Uri, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { isExperiment } from '../language/experimentFile.ts';
import { isCellText, mayBeCell } from './cellFile.ts';

/** Whether a file is one of a cell, or a task: by its text, or since an experiment that is open names it as one, whatever stands in it. */
export const isCell = (document: Pick<TextDocument, 'uri' | 'getText'>): boolean => mayBeCell(document.uri) && (isCellText(document.uri.path, document.getText()) || isNamed(document.uri));

const isNamed = (uri: Uri): boolean => workspace.textDocuments.some(document => isExperiment(document) && codeOf(document).includes(uri.toString()));

const codeOf = (document: TextDocument): string[] => codeNamedIn(document.getText()).map(file => Uri.joinPath(document.uri, '..', file).toString());

/** The files of code in the text of an experiment, as it names them: it names code nowhere else, and need not be right yet. */
export const codeNamedIn = (experiment: string): string[] => [...experiment.matchAll(/"(\.\.?\/[^"\\]*\.[cm]?[jt]s)"/g)].map(([, file]) => file!);
