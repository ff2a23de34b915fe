import * as vscode from 'vscode';
import type { Platform } from '../platform.ts';
import { webviewHtml, webviewOptions } from '../views/webviewHtml.ts';
import { CheckpointPreview } from './checkpointPreview.ts';
import { LocalFile } from './localFile.ts';

/** The read-only editor of `*.safetensors`, whoever wrote them. @param log is told what goes wrong within a page */
export function registerCheckpointEditor(
  context: vscode.ExtensionContext, platform: Platform, log: (message: string) => void,
): vscode.Disposable {
  return vscode.window.registerCustomEditorProvider('unfold.checkpoint', new CheckpointEditor(context, platform, log), {
    supportsMultipleEditorsPerDocument: true,
  });
}

class CheckpointEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly platform: Platform,
    private readonly log: (message: string) => void,
  ) {}

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const { extensionUri, globalStorageUri } = this.context;
    const file = new LocalFile(uri, globalStorageUri);
    const preview = new CheckpointPreview(panel.webview, uri, file, this.platform, this.log);
    const owned = vscode.Disposable.from(
      file,
      panel.webview.onDidReceiveMessage((message) => preview.receive(message)),
      watch(uri, () => void preview.open()),
    );
    panel.onDidDispose(() => owned.dispose());
    panel.webview.options = webviewOptions(extensionUri);
    panel.webview.html = webviewHtml(panel.webview, extensionUri, 'preview', 'Checkpoint preview');
  }
}

function watch(uri: vscode.Uri, onChange: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*.safetensors'));
  const ifThis = (changed: vscode.Uri) => {
    if (changed.toString() === uri.toString()) onChange();
  };
  return vscode.Disposable.from(watcher, watcher.onDidChange(ifThis), watcher.onDidCreate(ifThis), watcher.onDidDelete(ifThis));
}
