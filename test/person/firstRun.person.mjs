import assert from 'node:assert/strict';
import { checkAccessibility } from './lib/accessibility.mjs';
import { badge, fact, press, reaches } from './lib/panel.mjs';
import { choose, inEveryTheme, open, openView, runCommand, treeRow, webview } from './lib/workbench.mjs';

export const name = 'A newcomer trains Moby-Dick, looks, pauses, reloads and samples';
export const timeout = 420_000;

/** From an empty folder to a text that the model wrote, by mouse and keyboard alone. */
export async function run({ page, server, workspace, shot, step }) {
  await step('an empty folder is welcomed', async () => {
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await page.getByText('There is no experiment here yet').waitFor();
    await shot('welcome');
  });
  await step('New Experiment writes Moby-Dick and opens it with its lesson', async () => {
    await runCommand(page, 'Unfold: New Experiment…');
    await choose(page, 'Moby-Dick by character');
    await page.locator('.tab', { hasText: 'moby-dick-char-lstm.unfold.json' }).waitFor();
    await page.locator('.codelens-decoration', { hasText: 'Run' }).first().waitFor();
    await page.locator('.tab', { hasText: 'moby-dick-char-lstm.lesson.md' }).waitFor();
    const lesson = await webview(page, 'h2:has-text("What to look for")');
    await shot('experiment');
    await lesson.locator('h2', { hasText: 'What to change next' }).scrollIntoViewIfNeeded();
    await shot('lesson');
    await runCommand(page, 'View: Close Editors in Other Groups');
  });
  const before = await step('Run opens the panel and the loss falls', async () => {
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const panel = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    const first = await fact(panel, 'loss');
    await reaches(panel, 'loss', loss => loss < Math.min(first, 4) - 0.5);
    await shot('running');
    return panel;
  });
  await step('it pauses, steps and saves a checkpoint', async () => {
    await press(before, 'Pause');
    await badge(before, 'paused').waitFor();
    const at = await fact(before, 'step');
    await press(before, 'One step');
    await reaches(before, 'step', now => now === at + 1);
    await press(before, 'Save a checkpoint now');
    await before.getByRole('button', { name: `step-${at + 1}` }).waitFor();
    await shot('paused');
  });
  await step('the panel is accessible in dark, high contrast and light', () => inEveryTheme(page, before, theme => checkAccessibility(before, theme)));
  await step('a reloaded window finds the run again, with its whole history', async () => {
    const at = await fact(before, 'step');
    await page.reload();
    const panel = await webview(page, '.top-bar [data-situation="paused"]', 60_000);
    assert.equal(await fact(panel, 'step'), at);
    await press(panel, 'Resume');
    await reaches(panel, 'step', now => now > at);
    await badge(panel, 'running').waitFor();
    await shot('reloaded');
    await press(panel, 'Stop');
    await badge(panel, 'stopped').waitFor();
  });
  await step('the sidebar lists the run and its checkpoints', async () => {
    await openView(page, 'Unfold');
    await treeRow(page, 'Moby-Dick by').waitFor();
    await shot('sidebar');
  });
  const preview = await step('a checkpoint opens', async () => {
    const panel = await webview(page, '.checkpoints button');
    await panel.locator('.checkpoints button').first().click();
    const opened = await webview(page, 'tr:has-text("layers.0.W")', 30_000);
    await opened.locator('tr', { hasText: 'layers.0.W' }).first().click();
    await opened.getByText('Eigenvalues').first().waitFor();
    await shot('checkpoint');
    return opened;
  });
  await step('the preview is accessible in dark, high contrast and light', () => inEveryTheme(page, preview, theme => checkAccessibility(preview, theme)));
  await step('it writes a text of its own', async () => {
    await preview.getByRole('button', { name: 'Sample' }).click();
    await preview.locator('[aria-label="Sample"][role="region"]').waitFor({ timeout: 60_000 });
    await shot('sampled');
  });
}
