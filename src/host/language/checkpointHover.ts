import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { parseText } from '../../core/spec/jsonc.ts';
import { readMetadata } from '../../core/checkpoint/checkpointFile.ts';
import type { ReaderRequests } from '../../protocol/reader.ts';
import type { Reader } from '../platform.ts';
import { dataUri } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import { namesCheckpoint } from './fields.ts';
import { describeCheckpoint } from './describeCheckpoint.ts';
import { toRange } from './toDiagnostic.ts';

/** What is in the checkpoint that a run begins with: its header is read, beside the host's own thread. */
export const checkpointHovers = (reader: Reader | undefined): HoverProvider => ({
  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const place = isExperiment(document) ? parseText(document.getText()).positions.textAt(document.offsetAt(position)) : undefined;
    if (!reader || !place || !namesCheckpoint(place.path)) return undefined;
    const uri = dataUri(document.uri, place.text);
    const header = uri.scheme === 'file' ? await reader.request('header', { file: uri.fsPath }).catch(() => undefined) : undefined; // that it is not there is told below it
    return header && new Hover(new MarkdownString(said(header)), toRange(place.span));
  },
});

/** Of a file of another producer that it is none of ours. */
function said({ metadata, tensors }: ReaderRequests['header']['result']): string {
  try {
    return describeCheckpoint(readMetadata(metadata), tensors);
  } catch (error) {
    return (error as Error).message;
  }
}
