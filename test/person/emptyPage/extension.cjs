// An extension of the tests: a button in the status bar opens a page that does nothing but say when its script ran.
const { StatusBarAlignment, ViewColumn, commands, window } = require('vscode');

const page = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-empty'">
  <title>Empty page</title>
</head>
<body>
  <p id="empty-page">0</p>
  <script nonce="empty">performance.mark('empty:there');</script>
</body>
</html>`;

function show() {
  window.createWebviewPanel('emptyPage', 'Empty page', ViewColumn.Active, { enableScripts: true }).webview.html = page;
}

function activate({ subscriptions }) {
  const button = window.createStatusBarItem(StatusBarAlignment.Left);
  button.text = 'Empty page';
  button.command = 'emptyPage.show';
  button.show();
  subscriptions.push(button, commands.registerCommand('emptyPage.show', show));
}

module.exports = { activate };
