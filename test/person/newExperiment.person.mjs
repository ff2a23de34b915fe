import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAllTests } from './lib/testing.mjs';
import { answer, choose, chooseFromMenu, notification, open, openFile, openView, runCommand, setTheme, treeRow, webview } from './lib/workbench.mjs';

export const name = 'Somebody makes experiments of data files, and a cell of an experiment';
export const timeout = 300_000;
export const onDemand = true;

const hour = t => `2024-01-${String(1 + Math.floor(t / 24)).padStart(2, '0')} ${String(t % 24).padStart(2, '0')}:00`;
const load = ['date,temperature,load', ...Array.from({ length: 720 }, (_, t) => `${hour(t)},${(8 + 5 * Math.cos(t / 24)).toFixed(2)},${(10 + 3 * Math.sin(2 * Math.PI * t / 24) + Math.cos(t * t)).toFixed(3)}`)].join('\n');
const names = Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'English' : 'French'}\t${i % 2 ? 'Ann' : 'Luc'}${i}`).join('\n');

const copying = JSON.stringify({ data: { kind: 'task', task: 'copy' }, model: { layers: [{ cell: { kind: 'ntm', controller: 'lstm', slots: 12 }, hiddenSize: 24 }] }, training: { tau: 9, steps: 100 } }, null, 2);

/** Pictures of what is proposed, in test-results/person. */
export async function run({ page, server, workspace, shot, step }) {
  await mkdir(join(workspace, 'data'), { recursive: true });
  await writeFile(join(workspace, 'load.csv'), load);
  await writeFile(join(workspace, 'names.tsv'), names);
  await writeFile(join(workspace, 'copying.unfold.json'), copying);
  await writeFile(join(workspace, `${'a-rather-long-name-'.repeat(6)}.txt`), 'Call me Ishmael. Some years ago, never mind how long. '.repeat(200));
  await writeFile(join(workspace, 'broken.csv'), 'a,b\n1,2\n3\n');
  await writeFile(join(workspace, 'words.csv'), ['english,french', ...Array.from({ length: 40 }, (_, i) => `"number ${i}, please",nombre ${i}`)].join('\n'));
  await step('a table in the explorer', async () => {
    await open(page, { server, workspace });
    await openView(page, 'Explorer');
    for (const theme of ['dark', 'highContrast', 'light']) {
      await setTheme(page, theme);
      await treeRow(page, 'load.csv').click({ button: 'right' });
      if (theme === 'dark') await shot('menu');
      await chooseFromMenu(page, 'New Experiment from Data File…');
      await page.getByText('echo state network', { exact: false }).first().waitFor();
      await shot(`proposals-${theme}`);
      await page.keyboard.press('Escape');
    }
  });
  await step('the first is written and opens with its graph', async () => {
    await treeRow(page, 'load.csv').click({ button: 'right' });
    await chooseFromMenu(page, 'New Experiment from Data File…');
    await page.locator('.quick-input-widget .monaco-list-row').first().click();
    await page.locator('.tab', { hasText: 'load.unfold.json' }).waitFor();
    await webview(page, '.graph, canvas', 30_000);
    await shot('written');
  });
  await step('its outline', async () => {
    await openFile(page, 'load.unfold.json');
    await runCommand(page, 'Explorer: Focus on Outline View');
    await page.locator('.outline-tree .monaco-list-row', { hasText: 'description' }).first().waitFor();
    await shot('outline');
    await openView(page, 'Explorer');
  });
  await step('the palette offers data files and the gallery, section by section', async () => {
    await runCommand(page, 'Unfold: New Experiment…');
    await page.getByText('From a data file…').waitFor();
    await shot('gallery');
    await choose(page, 'From a data file…');
    await page.getByText('Another file…').waitFor();
    await shot('files');
    await choose(page, 'names.tsv');
    await page.getByText('Tell the label of a sequence').first().waitFor();
    await shot('labelled');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Unfold: New Experiment from Data File…');
    await choose(page, 'words.csv');
    await page.getByText('40 pairs of texts (columns "english" and "french")', { exact: false }).first().waitFor();
    await shot('pairs-light');
    await page.keyboard.press('Escape');
  });
  await step('a long name, and a broken file', async () => {
    await runCommand(page, 'Unfold: New Experiment from Data File…');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'a-rather-long-name' }).click();
    await page.getByText('Predict the next character').first().waitFor();
    await shot('long-name');
    await page.keyboard.press('Escape');
    await runCommand(page, 'Unfold: New Experiment from Data File…');
    await choose(page, 'broken.csv');
    await notification(page, 'broken.csv:3:1: this row has 1 cell, but the header has 2. Give it one for each column.');
    await shot('broken');
    await runCommand(page, 'Notifications: Clear All Notifications');
  });
  await step('the cell of the experiment', async () => {
    await openFile(page, 'load.unfold.json');
    await runCommand(page, 'Unfold: New Cell…');
    await page.getByText('The cell of this experiment').first().waitFor();
    await shot('cells');
    await choose(page, 'The cell of this experiment');
    await choose(page, 'TypeScript');
    await answer(page, 'mine');
    await page.locator('.tab', { hasText: 'mine.ts' }).waitFor();
    await page.locator('.tab', { hasText: 'mine.unfold.json' }).waitFor();
    await shot('cell');
  });
  await step('one with a memory is written as it is, and nothing is found wrong with it', async () => {
    await openFile(page, 'copying.unfold.json');
    await runCommand(page, 'Unfold: New Cell…');
    await choose(page, 'The cell of this experiment');
    await choose(page, 'TypeScript');
    await answer(page, 'turing');
    await page.locator('.tab', { hasText: 'turing.unfold.json' }).waitFor();
    await runCommand(page, 'View: Close Editors in Other Groups');
    await openFile(page, 'turing.ts');
    await page.locator('.codelens-decoration a', { hasText: 'Check Gradients' }).first().click();
    await page.locator('.view-line', { hasText: 'relative error' }).first().waitFor({ timeout: 60_000 });
    await shot('memory-gradients');
    await openFile(page, 'turing.ts');
    await runAllTests(page, 'turing');
    for (const theme of ['light', 'dark', 'highContrast']) {
      await setTheme(page, theme);
      await shot(`memory-${theme}`);
    }
  });
}
