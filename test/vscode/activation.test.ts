import * as vscode from 'vscode';
import { suite, test } from './lib/runner.ts';

// Runs on Node and in a web worker: no assert of Node's here.

interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string }[] };
}

function extension() {
  const found = vscode.extensions.getExtension('unfold.unfold');
  if (!found) throw new Error('VS Code does not know the extension unfold.unfold');
  return found;
}

suite('activation', () => {
  test('the extension activates', async () => {
    await extension().activate();
    if (!extension().isActive) throw new Error('activated, but not active');
  });

  test('every contributed command is registered', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = (contributes.commands ?? []).map(({ command }) => command).filter(command => !registered.has(command));
    if (missing.length > 0) throw new Error(`not registered: ${missing.join(', ')}`);
  });
});
