import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badge } from './lib/panel.mjs';
import { limitSeconds, takeWalkthrough } from './lib/walkthrough.mjs';
import { answer, changeSettings, choose, chooseFromMenu, notification, open, openFile, openView, runCommand, treeRow, webview } from './lib/workbench.mjs';

export const name = 'Without a folder, and in a folder that is not trusted';

const experiment = {
  name: 'Built-in parts only',
  data: { kind: 'task', task: 'adding', validationSequences: 8 },
  model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 4 }] },
  training: { steps: 20, batchSize: 4, tau: 10 },
};

export async function run({ page, server, workspace, shot, step }) {
  await step('no folder: the sidebar says what to do', async () => {
    await page.goto(`${server.url}/?ew=true`);
    await page.locator('.activitybar').waitFor({ timeout: 60_000 });
    await openView(page, 'Unfold');
    await page.getByText('Open a folder to keep experiments in').waitFor({ timeout: 60_000 });
    await shot('no-folder');
  });
  const seconds = await step('the walkthrough there opens an experiment, trains it, and stays beside it', () => takeWalkthrough(page, shot));
  await step(`it had a trained model ${seconds.toFixed(1)} s after the click, of ${limitSeconds}`, async () => assert.ok(seconds < limitSeconds));
  await step('a folder that is not trusted: the sidebar says what that means', async () => {
    await changeSettings(server, { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await page.getByText('This folder is in Restricted Mode').waitFor({ timeout: 60_000 });
    await shot('untrusted');
  });
  await step('built-in experiments train there all the same', async () => {
    await writeFile(join(workspace, 'untrusted.unfold.json'), JSON.stringify(experiment, null, 2));
    await openFile(page, 'untrusted.unfold.json');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const panel = await webview(page, '.top-bar', 60_000);
    await badge(panel, 'done').waitFor({ timeout: 60_000 });
    await shot('untrusted-run');
  });
  await step('a run is deleted after a question', async () => {
    await openView(page, 'Unfold');
    await treeRow(page, 'Built-in parts only').click({ button: 'right' });
    await chooseFromMenu(page, 'Delete');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Move to Trash' }).click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete Permanently' }).click(); // a server has no trash
    await page.getByText('No run yet.').waitFor();
  });
  await runCommand(page, 'View: Close All Editors');
  await step('a cell of one\'s own is written there, and does not run', async () => {
    await runCommand(page, 'Unfold: New Cell…');
    await choose(page, 'lstm');
    await choose(page, 'TypeScript');
    await answer(page, 'mine');
    await page.getByText('Long short-term memory').first().waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await notification(page, 'which is in Restricted Mode: code runs only where you trust who wrote it');
    await page.getByRole('button', { name: 'Manage Workspace Trust' }).first().waitFor();
    await shot('untrusted-cell');
  });
}
