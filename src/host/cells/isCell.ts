import { workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { ownFiles } from '../../core/spec/ownTask.ts';
import { readExperiment } from '../../core/spec/read.ts';
import { dataUri } from '../language/dataFile.ts';
import { isExperiment } from '../language/experimentFile.ts';
import { isCellText, mayBeCell } from './cellFile.ts';

/** Whether a file is one of a cell, or a task: by its text, or since an experiment that is open names it as one, whatever stands in it. */
export const isCell = (document: Pick<TextDocument, 'uri' | 'getText'>): boolean => mayBeCell(document.uri) && (isCellText(document.uri.path, document.getText()) || isNamed(document));

function isNamed({ uri }: Pick<TextDocument, 'uri'>): boolean {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return workspace.textDocuments.some(document => isExperiment(document) && document.getText().includes(name) && codeOf(document).includes(uri.toString()));
}

function codeOf(document: TextDocument): string[] {
  const reading = readExperiment(document.getText(), { name: '' });
  return reading.ok ? ownFiles(reading.experiment).map(file => dataUri(document.uri, file).toString()) : [];
}
