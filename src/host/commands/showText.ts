import { ProgressLocation, window, workspace } from 'vscode';

/** Does something that takes its time and may be given up. */
export function withProgress<T>(title: string, work: (stop: AbortSignal) => Promise<T>): Thenable<T> {
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, cancelled) => {
    const stop = new AbortController();
    cancelled.onCancellationRequested(() => stop.abort());
    return work(stop.signal);
  });
}

/** Shows text in a new document. */
export async function showText(content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'plaintext', content });
  await window.showTextDocument(document, { preview: true });
}
