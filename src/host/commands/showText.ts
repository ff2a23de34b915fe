import { ProgressLocation, window, workspace } from 'vscode';
import { pageColumn } from '../views/pageColumn.ts';

/** Does something that takes its time and may be given up. @returns undefined where it was */
export function withProgress<T>(title: string, work: (stop: AbortSignal) => Promise<T>): Thenable<T | undefined> {
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (_, cancelled) => {
    const stop = new AbortController();
    cancelled.onCancellationRequested(() => stop.abort());
    try {
      return await work(stop.signal);
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      throw error;
    }
  });
}

/** Shows text in a new document. */
export async function showText(content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'plaintext', content });
  await window.showTextDocument(document, { preview: true, viewColumn: pageColumn() });
}
