import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { encodeSafetensors } from '../../src/core/checkpoint/safetensors.ts';
import { suite, test, until } from './lib/runner.ts';

const activeInput = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input;

/** Opens a file of these bytes as a click in the explorer does, and closes it again. */
async function withOpened(bytes: Uint8Array, check: (uri: vscode.Uri) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-checkpoint-'));
  const uri = vscode.Uri.file(join(folder, 'step-1.safetensors'));
  try {
    await writeFile(uri.fsPath, bytes);
    await vscode.commands.executeCommand('vscode.open', uri);
    await check(uri);
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await rm(folder, { recursive: true });
  }
}

async function isPreview(uri: vscode.Uri): Promise<void> {
  const input = await until('a custom editor', () => {
    const active = activeInput();
    return active instanceof vscode.TabInputCustom && active;
  });
  assert.equal(input.viewType, 'unfold.checkpoint');
  assert.equal(input.uri.toString(), uri.toString());
}

const honest = encodeSafetensors([{ name: 'W', dtype: 'F32', shape: [2, 2], data: Float32Array.of(0, -1, 1, 0) }], { producer: 'a test' });

suite('checkpoint preview', () => {
  test('opens any .safetensors file', () => withOpened(honest, isPreview));

  test('opens a file that is cut short, to say so', () => withOpened(honest.subarray(0, 20), isPreview));

  test('is read-only', () => withOpened(honest, async (uri) => {
    await isPreview(uri);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab?.isDirty, false);
    assert.deepEqual(Uint8Array.from(await vscode.workspace.fs.readFile(uri)), honest);
  }));
});
