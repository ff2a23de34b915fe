import assert from 'node:assert/strict';
import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAllTests } from './lib/testing.mjs';
import { answer, choose, open, runCommand, setTheme, webview } from './lib/workbench.mjs';

export const name = 'Somebody writes a cell of their own, and is told what is wrong with it';
export const timeout = 300_000;
export const onDemand = true;

/** VS Code has read the file again, and shows it. */
const shows = (page, text) => page.locator('.view-line', { hasText: text }).first().waitFor();

const squiggle = page => page.locator('.squiggly-error').first();

/** Types over a piece of the file, as it is in the editor, and saves it. */
async function mistake(page, file, from, to) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(from, to));
  await shows(page, to);
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' ');
  await page.keyboard.press('Control+S');
}

/** Pictures of the cell, its diagnostics, lenses and tests, in test-results/person. */
export async function run({ page, server, workspace, shot, step }) {
  const cell = join(workspace, 'cells/mine.ts');
  await step('New Cell writes a cell, a test and an experiment', async () => {
    await open(page, { server, workspace });
    await runCommand(page, 'Unfold: New Cell…');
    await choose(page, 'lstm');
    await choose(page, 'TypeScript');
    await answer(page, 'mine');
    await page.locator('.codelens-decoration a', { hasText: 'Train 50 Steps' }).first().waitFor();
    await runCommand(page, 'View: Close Editors in Other Groups');
  });
  for (const theme of ['dark', 'highContrast', 'light']) await step(`lenses, ${theme}`, async () => {
    await setTheme(page, theme);
    await shot(`lenses-${theme}`);
  });
  for (const [what, from, to] of [['shape', 'matMul(before, W)', 'matMul(before, U)'], ['state', 'state: { h, c }', 'state: { h }'], ['gradient', 'tanh(c)', 'tanh(tensor(c.dataSync(), c.shape))']]) {
    await step(`a mistake is told: ${what}`, async () => {
      const before = await readFile(cell, 'utf8');
      if (to.includes('tensor(')) await writeFile(cell, before.replace('split, tanh', 'split, tanh, tensor'));
      await mistake(page, cell, from, to);
      await squiggle(page).waitFor({ timeout: 20_000 });
      await runCommand(page, 'View: Focus Problems (Errors, Warnings, Infos)');
      await page.locator('.markers-panel .monaco-list-row').first().waitFor();
      for (const theme of ['dark', 'highContrast', 'light']) {
        await setTheme(page, theme);
        await shot(`${what}-${theme}`);
      }
      await runCommand(page, 'View: Hide Panel'); // all lines of the cell are seen
      await writeFile(cell, before);
      await shows(page, from);
    });
  }
  await step('the Testing view lists and runs what there is', async () => {
    await runAllTests(page, 'mine');
    for (const theme of ['dark', 'highContrast', 'light']) {
      await setTheme(page, theme);
      await shot(`testing-${theme}`);
    }
  });
  await step('Unfold One Step opens the operations of its step', async () => {
    const press = async () => {
      await page.locator('.tab').getByText('mine.ts', { exact: true }).click();
      await page.locator('.codelens-decoration a', { hasText: 'Unfold One Step' }).first().click();
      const panel = await webview(page, '.inside[open] .step-frame svg', 60_000);
      await panel.locator('.inside', { hasText: 'layer 1' }).waitFor();
      return panel;
    };
    const panel = await press();
    const share = await panel.locator('.step-frame').evaluate(({ clientWidth }) => clientWidth / window.innerWidth);
    assert.ok(share > 0.9, `they have ${share} of the width, where nothing else is to be seen yet`);
    await runCommand(page, 'View: Hide Panel');
    for (const theme of ['dark', 'highContrast', 'light']) {
      await setTheme(page, theme);
      await shot(`one-step-${theme}`);
    }
    await panel.locator('.inside summary').click();
    await panel.locator('.inside[open]').waitFor({ state: 'detached' });
    await press(); // a panel that is there already opens them again
  });
}
