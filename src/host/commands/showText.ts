import { Disposable, ProgressLocation, Uri, window, workspace } from 'vscode';
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

const scheme = 'unfold-text';
/** By its address, each as long as its document is open. */
const texts = new Map<string, string>();
let shown = 0;

/** What shows text: read-only, so that nothing is asked where it is closed. */
export function registerTexts(): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: uri => texts.get(uri.toString()) ?? 'This was there until the window was reloaded: ask for it again.' }),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
}

/** Shows text in a document of its own. @param title of it, before the name of the file that it is of: without its ending, by which VS Code would take it for code */
export async function showText(title: string, { path }: Uri, content: string): Promise<void> {
  const uri = Uri.from({ scheme, path: `${title} ${path.slice(path.lastIndexOf('/') + 1).replace(/(\.unfold\.json|\.[^.]*)$/, '')}`, query: String(++shown) });
  texts.set(uri.toString(), content);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, viewColumn: pageColumn() });
}
