import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAllTests } from './lib/testing.mjs';
import { answer, choose, open, openFile, runCommand, setTheme, treeRow, webview } from './lib/workbench.mjs';

export const name = 'Somebody writes a task of their own, is shown an example, told what is wrong, and trains on it';
export const timeout = 300_000;
export const onDemand = true;

const themes = ['dark', 'highContrast', 'light'];
const lens = (page, title) => page.locator('.codelens-decoration a', { hasText: title }).first();

/** Pictures of the task, an example, a diagnostic, its tests and its run, in test-results/person. */
export async function run({ page, server, workspace, shot, step }) {
  const file = join(workspace, 'tasks/mine.ts');
  await step('New Task writes a task, a test and an experiment', async () => {
    await open(page, { server, workspace });
    await runCommand(page, 'Unfold: New Task…');
    await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    await shot('templates');
    await choose(page, 'echo');
    await choose(page, 'TypeScript');
    await answer(page, 'mine');
    await lens(page, 'Train 50 Steps').waitFor();
    await writeFile(join(workspace, 'misspelt.unfold.json'), (await readFile(join(workspace, 'mine.unfold.json'), 'utf8')).replace('"delay"', '"dealy"'));
    for (const theme of themes) {
      await setTheme(page, theme);
      await shot(`lenses-${theme}`);
    }
  });
  await step('an example is shown', async () => {
    await lens(page, 'Show an Example').click();
    await page.locator('.view-line', { hasText: 'sequences of at most' }).first().waitFor({ timeout: 30_000 });
    await shot('example');
    await runCommand(page, 'View: Close Editor');
  });
  await step('a mistake is told', async () => {
    const before = await readFile(file, 'utf8');
    await openFile(page, 'mine.ts');
    await writeFile(file, before.replace('return { x, y,', 'return { x, y: y.slice(1),'));
    await page.locator('.view-line', { hasText: 'y.slice(1)' }).first().waitFor();
    await page.locator('.monaco-editor').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+S');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    await runCommand(page, 'View: Focus Problems (Errors, Warnings, Infos)');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await shot('mistake');
    await runCommand(page, 'View: Hide Panel');
    await writeFile(file, before);
  });
  await step('an option that it does not read is told in the experiment, with the one that was meant', async () => {
    await treeRow(page, 'misspelt.unfold.json').dblclick();
    await page.locator('.squiggly-warning').first().waitFor({ timeout: 30_000 });
    await runCommand(page, 'Go to Next Problem (Error, Warning, Info)');
    await page.getByText('did you mean', { exact: false }).first().waitFor();
    await shot('misspelt');
    await page.keyboard.press('Escape');
  });
  await step('the Testing view has its checks and its tests', async () => {
    await runAllTests(page, 'mine');
    await shot('testing');
  });
  await step('it trains', async () => {
    await page.locator('.tab', { hasText: 'mine.ts' }).first().click();
    await lens(page, 'Train 50 Steps').click();
    await webview(page, '.top-bar [data-situation="done"]', 60_000);
    await shot('trained');
  });
}
