import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite, test } from './lib/runner.ts';

interface Manifest {
  readonly contributes: { readonly commands?: readonly { readonly command: string }[] };
}

const extension = () => {
  const found = vscode.extensions.getExtension('unfold.unfold');
  assert.ok(found, 'VS Code does not know the extension unfold.unfold');
  return found;
};

suite('activation', () => {
  test('the extension activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  test('every contributed command is registered', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = (contributes.commands ?? []).map(({ command }) => command).filter(command => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
