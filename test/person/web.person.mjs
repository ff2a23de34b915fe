import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderInMemory, serveAlone } from '../../scripts/lib/alone.mjs';
import { openStep, press, ticked } from './lib/walkthrough.mjs';
import { answer, choose, notification, openView, runCommand, setTheme, treeRow, webview } from './lib/workbench.mjs';

export const name = 'VS Code in a browser alone: what there is, and what says why there is not';
export const timeout = 300_000;
/** `npm test` has what it does in test/vscode/web.ts; here it is to be looked at. */
export const onDemand = true;

const lens = (page, title) => page.locator('.codelens-decoration a', { hasText: title }).first();

export async function run({ page, server, shot, step }) {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-web-'));
  const alone = await serveAlone(server, folder);
  try {
    await take({ page, alone, shot, step });
  } finally {
    alone.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder of this computer that a person chooses in the browser's own dialog: here one that the page keeps. */
const chooseFolder = () => { window.showDirectoryPicker = async () => (await window.navigator.storage.getDirectory()).getDirectoryHandle('mine', { create: true }); };

async function take({ page, alone, shot, step }) {
  await page.addInitScript(chooseFolder);
  await page.emulateMedia({ reducedMotion: 'reduce' }); // else the walkthrough takes the focus a quarter of a second after a step is opened, from a list that its button has opened by then
  const both = async title => {
    for (const theme of ['light', 'dark']) {
      await setTheme(page, theme);
      await shot(`${title}-${theme}`);
    }
  };
  await step('the sidebar says what there is', async () => {
    await page.goto(`${alone.url}/?folder=${folderInMemory}`);
    await page.locator('.activitybar').waitFor({ timeout: 60_000 });
    await openView(page, 'Unfold');
    await page.getByText('Or see a first model unfold.').waitFor({ timeout: 60_000 });
    await page.getByText('Training is not yet in the browser').waitFor();
    await page.locator('.sidebar .monaco-progress-container.active').waitFor({ state: 'detached' }); // nobody searches here
    await both('sidebar');
  });
  await step('the walkthrough opens an experiment', async () => {
    await page.getByRole('button', { name: 'Take the Walkthrough' }).click();
    await press(page, 'open', 'Open the Example');
    await lens(page, 'Run').waitFor({ timeout: 30_000 });
    await ticked(page, 'open');
    await treeRow(page, 'co2-forecast-gru').waitFor();
    await both('open');
  });
  await step('Run says why it does not', async () => {
    await lens(page, 'Run').click();
    await notification(page, 'Training is not yet in the browser: open this folder in VS Code on a desktop or a server.');
    await both('run');
    await page.keyboard.press('Escape');
  });
  await step('it draws the graph', async () => {
    await press(page, 'graph', 'Show the Graph');
    await webview(page, 'canvas', 60_000);
    await ticked(page, 'graph');
    await both('graph');
  });
  await step('it writes a cell', async () => {
    await press(page, 'changeInBrowser', 'New Cell');
    await choose(page, 'lstm');
    await choose(page, 'TypeScript');
    await answer(page, 'mine');
    await page.getByText('Long short-term memory').first().waitFor();
    await ticked(page, 'changeInBrowser');
    await both('cell');
  });
  await step('it takes another experiment of the gallery', async () => {
    await openStep(page, 'galleryInBrowser');
    await press(page, 'galleryInBrowser', 'New Experiment');
    await page.locator('.quick-input-widget:visible').getByText('Finding the year').first().waitFor();
    await shot('gallery');
    await choose(page, 'Finding the year');
    await page.locator('.tab', { hasText: '10-finding-the-year.unfold.json' }).first().waitFor();
    await ticked(page, 'galleryInBrowser');
    await both('experiment');
  });
  await step('of others it says what does not go: the lab of an echo state network, a cell of one\'s own', async () => {
    const closed = () => runCommand(page, 'Notifications: Clear All Notifications');
    for (const [title, file, button] of [['An echo state network', '10.8-echo-state.unfold.json', 'Echo state lab'], ['A cell of your own', '10.10-own-cell.unfold.json', 'Run']]) {
      await closed();
      await runCommand(page, 'View: Close All Editors');
      await runCommand(page, 'Unfold: New Experiment…');
      await choose(page, title);
      await page.locator('.tab.active', { hasText: file }).waitFor();
      await lens(page, button).click();
      await notification(page, 'Training is not yet in the browser');
      await both(file.replace('.unfold.json', ''));
      await closed();
      await lens(page, 'Unfold graph').click();
      const panel = await webview(page, '.inside summary', 60_000);
      await panel.locator('.inside summary').click();
      await panel.locator('.inside [role="alert"]').waitFor();
      await both(`${file.replace('.unfold.json', '')}-graph`);
    }
  });
  await step('the palette offers what there is', async () => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible input[type="text"]').fill('>Unfold: ');
    const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.filter({ hasText: 'Unfold: Open Gallery…' }).waitFor();
    assert.equal(await rows.filter({ hasText: 'Unfold: Resume' }).count(), 0, 'nothing can be resumed here');
    await shot('palette');
    await page.keyboard.press('Escape');
  });
  await step('Open Gallery puts it into a folder of this computer, and opens it in a window of its own', async () => {
    const opened = page.context().waitForEvent('page', { timeout: 90_000 });
    await runCommand(page, 'Unfold: Open Gallery…');
    const isThere = () => window.navigator.storage.getDirectory().then(root => root.getDirectoryHandle('mine')).then(mine => mine.getDirectoryHandle('unfold-gallery')).then(gallery => gallery.getDirectoryHandle('co2-forecast-gru')).then(last => last.getFileHandle('co2-forecast-gru.unfold.json')).then(() => true, () => false);
    await page.waitForFunction(isThere, undefined, { timeout: 60_000 });
    const opening = await opened;
    assert.match(decodeURIComponent(opening.url()), /folder=.*mine\/unfold-gallery/);
    await opening.close();
    await shot('open-gallery');
  });
}
