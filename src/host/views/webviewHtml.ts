import * as vscode from 'vscode';

/** The pages that are built: `dist/webview/PAGE.js` and `.css`. */
export type Page = 'panel' | 'preview' | 'lab';

/** What a page may do and load. A serializer must set these again. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [folderOf(extensionUri)] };
}

/** Keeps what is said to a page while its script loads: VS Code hands messages on to a page that takes longer than a moment. */
const hearEarly = `const early = { events: [], hear: event => early.events.push(event) }; addEventListener('message', early.hear);`;

/** A page's HTML: one script, one stylesheet, nothing else may load, but for a panel the worker that computes. */
export function webviewHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: Page, title: string): string {
  const nonce = newNonce();
  const folder = folderOf(extensionUri);
  const uri = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    ...page === 'panel' ? ['worker-src blob:', `connect-src ${webview.cspSource}`] : [],
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <script nonce="${nonce}">${hearEarly}</script>
  <link rel="stylesheet" href="${uri(`${page}.css`)}">
  <title>${escapeHtml(title)}</title>
</head>
<body>
  <div id="root"></div>
  <script nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
</body>
</html>`;
}

/** What a panel's page runs, as a worker, where its graphics card computes. */
export function gpuScript(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  return webview.asWebviewUri(vscode.Uri.joinPath(folderOf(extensionUri), 'gpu.js')).toString();
}

function folderOf(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** 128 bits of a cryptographic generator, in hexadecimal. */
function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
