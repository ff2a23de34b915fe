import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badge } from './lib/panel.mjs';
import { limitSeconds, openStep, press, steps, takeWalkthrough, ticked } from './lib/walkthrough.mjs';
import { answer, changeSettings, choose, notification, open, openView, runCommand, setTheme, webview } from './lib/workbench.mjs';

export const name = 'All five steps of the walkthrough: without a folder, and in one that is not trusted';
export const timeout = 900_000;
/** The first two are taken in “welcome” each time. */
export const onDemand = true;

const lens = (page, title) => page.locator('.codelens-decoration a', { hasText: title }).first();

/** Looks what was learnt, as the third step has it. */
async function lookInside(page) {
  await press(page, 'inside', 'Inspect a Checkpoint');
  await choose(page, 'step-1500.safetensors');
  await webview(page, 'tr:has-text("layers.0.W")', 60_000);
  await ticked(page, 'inside');
}

/** Writes a cell, as the fourth has it. */
async function writeCell(page) {
  await press(page, 'change', 'New Cell');
  await choose(page, 'lstm');
  await choose(page, 'TypeScript');
  await answer(page, 'mine');
  await lens(page, 'Train 50 Steps').waitFor({ timeout: 30_000 });
  await ticked(page, 'change');
}

/** Fits a network, as the fifth has it. */
async function fit(page) {
  await press(page, 'data', 'Fit Echo State Network');
  await choose(page, 'NARMA-10');
  await webview(page, '.lab [data-part="test"]', 60_000);
  await ticked(page, 'data');
}

const pictureOf = { dark: 'dark', light: 'light', highContrast: 'high-contrast', highContrastLight: 'high-contrast-light' };

/** The picture of a step, in a theme: the one that was made in it. The page gives it as `srcset`, as one for finer screens. */
async function checkPicture(page, step, theme) {
  const shown = () => [...document.querySelectorAll('.gettingStartedContainer img')].map(({ currentSrc, naturalWidth }) => ({ currentSrc, naturalWidth }));
  const end = `${step}-${pictureOf[theme]}.webp`;
  await page.waitForFunction(end => [...document.querySelectorAll('.gettingStartedContainer img')].some(({ currentSrc, naturalWidth }) => currentSrc.includes(end) && naturalWidth > 0), end, { timeout: 10_000 })
    .catch(async () => { throw new Error(`${step} in ${theme} shows ${JSON.stringify(await page.evaluate(shown))}`); });
}

export async function run({ page, server, workspace, shot, step }) {
  const storage = join(server.dataDir, 'data/User/globalStorage/unfold.unfold/example');
  await step('no folder: the sidebar leads to it', async () => {
    await changeSettings(server, { 'workbench.reduceMotion': 'on' }); // else the page takes the focus a quarter of a second after a step is opened, from a list that its button has opened by then
    await page.goto(`${server.url}/?ew=true`);
    await page.locator('.activitybar').waitFor({ timeout: 60_000 });
    await openView(page, 'Unfold');
  });
  const seconds = await step('it opens an experiment and trains it', () => takeWalkthrough(page, shot));
  await step(`a trained model ${seconds.toFixed(1)} s after the click, of ${limitSeconds}`, async () => assert.ok(seconds < limitSeconds));
  await step('a look inside', async () => { await lookInside(page); await shot('inside'); });
  await step('a cell is written beside the example, and trains', async () => {
    await writeCell(page);
    await shot('change');
    assert.match(await readFile(join(storage, 'cells/mine.ts'), 'utf8'), /from 'unfold'/);
    await lens(page, 'Train 50 Steps').click();
    await badge(await webview(page, 'h1[title="mine, 50 steps"]', 60_000), 'done').waitFor({ timeout: 60_000 });
    await shot('change-trained');
  });
  await step('it is checked as it is saved', async () => {
    await page.locator('.tab', { hasText: 'mine.ts' }).first().click();
    await page.locator('.view-line', { hasText: 'export default' }).first().click();
    await page.keyboard.press('Control+F');
    await page.locator('.find-widget.visible input, .find-widget.visible textarea').first().fill('state: { h, c }');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.type('state: { h }');
    await page.keyboard.press('Control+S');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
    await shot('change-told');
  });
  await step('an echo state network is fitted', async () => { await fit(page); await shot('data'); });
  await step('another experiment of the gallery goes beside the example', async () => {
    await press(page, 'data', 'New Experiment');
    await choose(page, 'Finding the year');
    await page.locator('.tab', { hasText: '10-finding-the-year.unfold.json' }).first().waitFor();
    await shot('data-gallery');
  });
  for (const theme of Object.keys(pictureOf)) await step(`its pictures in ${theme}`, async () => {
    await setTheme(page, theme);
    await page.getByRole('button', { name: 'Take the Walkthrough' }).click();
    await runCommand(page, 'View: Close Editors in Other Groups'); // the page shows pictures only where it is wide
    for (const each of steps) {
      await openStep(page, each);
      await checkPicture(page, each, theme);
      await shot(`${each}-${theme}`);
    }
  });
  await step('a folder that is not trusted: the sidebar leads to it, too', async () => {
    await mkdir(workspace, { recursive: true });
    await changeSettings(server, { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await page.getByText('This folder is in Restricted Mode').waitFor({ timeout: 60_000 });
    for (const theme of ['dark', 'highContrast', 'light']) {
      await setTheme(page, theme);
      await shot(`restricted-sidebar-${theme}`);
    }
  });
  await step('there it trains, and looks inside', async () => {
    await takeWalkthrough(page, title => shot(`restricted-${title}`));
    await lookInside(page);
    await shot('restricted-inside');
  });
  await step('a cell is written, does not run, and that is explained', async () => {
    await writeCell(page);
    await lens(page, 'Train 50 Steps').click();
    await notification(page, 'code runs only where you trust who wrote it');
    await shot('restricted-change-light');
    await setTheme(page, 'dark');
    await shot('restricted-change-dark');
    await page.keyboard.press('Escape');
  });
  await step('an echo state network is fitted there', async () => { await fit(page); await shot('restricted-data'); });
}
