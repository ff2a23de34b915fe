import type { Position} from 'vscode';
import { FileType, Range, workspace, type DefinitionProvider, type LocationLink, type TextDocument } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import { isOwnFile } from '../../core/spec/ownCells.ts';
import { dataUri } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import { namesCell, namesCheckpoint, namesDataFile, namesTask } from './fields.ts';
import { toRange } from './toDiagnostic.ts';

/** From the path of a cell or a task of one's own, of a data file or of a checkpoint to the file. */
export const definitions: DefinitionProvider = {
  async provideDefinition(document: TextDocument, position: Position): Promise<LocationLink[]> {
    const place = isExperiment(document) ? parseText(document.getText()).positions.textAt(document.offsetAt(position)) : undefined;
    if (!place || !(namesDataFile(place.path) || namesCheckpoint(place.path) || ((namesCell(place.path) || namesTask(place.path)) && isOwnFile(place.text)))) return [];
    const targetUri = dataUri(document.uri, place.text);
    const isFile = await workspace.fs.stat(targetUri).then(({ type }) => (type & FileType.File) !== 0, () => false);
    return isFile ? [{ originSelectionRange: toRange(place.span), targetUri, targetRange: new Range(0, 0, 0, 0) }] : [];
  },
};
