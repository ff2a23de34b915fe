import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitted } from './lib/fitted.mjs';
import { badge, wholeHistory } from './lib/panel.mjs';
import { asWebp } from './lib/webp.mjs';
import { choose, drawn, open, runCommand, setTheme, webview } from './lib/workbench.mjs';

export const name = 'The walkthrough\'s pictures, in every kind of theme';
export const timeout = 900_000;
/** Small, so that a picture as wide as a column of the walkthrough can be read. */
export const viewport = { width: 1000, height: 720 };
/** Rewrites media/walkthrough/: `npm run screenshots`; `--only walkthroughPictures data` those of one step. */
export const onDemand = true;

const themes = { dark: 'dark', light: 'light', highContrast: 'high-contrast', highContrastLight: 'high-contrast-light' };
const pictureWidth = 640;

export async function run({ page, server, workspace, projectRoot, step, results, wanted }) {
  const folder = join(projectRoot, 'media/walkthrough');
  await mkdir(folder, { recursive: true });
  await step('the example is trained', async () => {
    await open(page, { server, workspace });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(page, 'Unfold: Open Example');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await badge(await webview(page, '.top-bar', 60_000), 'done').waitFor({ timeout: 60_000 });
    await runCommand(page, 'View: Close All Editors');
  });
  for (const [theme, title] of Object.entries(themes)) {
    await step(`in ${title}`, async () => {
      await setTheme(page, theme);
      for (const [picture, show] of Object.entries(pictures).filter(([picture]) => wanted.length === 0 || wanted.includes(picture))) {
        await show(page, workspace);
        await page.mouse.move(1, 1);
        const png = await page.locator('.part.editor').screenshot({ animations: 'disabled' });
        await writeFile(results(`walkthroughPictures-${picture}-${title}.png`), png);
        await writeFile(join(folder, `${picture}-${title}.webp`), await asWebp(page, png, pictureWidth));
        await page.keyboard.press('Escape');
        await runCommand(page, 'View: Close All Editors');
      }
    });
  }
}

/** What each step of the walkthrough shows. */
const pictures = {
  async open(page) {
    await runCommand(page, 'Unfold: Open Example');
    await page.locator('.codelens-decoration a', { hasText: 'Lesson' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'x [32, 24, 1]' }).waitFor();
  },
  async train(page, workspace) {
    await runCommand(page, 'Unfold: Show Panel');
    const panel = await webview(page, '[data-plot="loss"] canvas', 60_000);
    const [run] = await readdir(join(workspace, '.unfold/runs'));
    await wholeHistory(panel, join(workspace, '.unfold/runs', run));
    await drawn(panel);
  },
  async inside(page) {
    await runCommand(page, 'Unfold: Inspect Checkpoint…');
    await choose(page, 'step-1500.safetensors');
    const preview = await webview(page, 'tr:has-text("layers.0.W")', 60_000);
    await preview.locator('tr', { hasText: 'layers.0.W' }).first().click();
    await preview.getByText('spectral radius').first().waitFor();
  },
  async change(page) {
    await runCommand(page, 'Unfold: Open Example');
    await page.locator('.view-line span span', { hasText: /^"gru"$/ }).dblclick();
    await page.keyboard.press('ArrowLeft'); // before the word: what is offered is not narrowed to it
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'lstm' }).first().waitFor();
  },
  async data(page) {
    await runCommand(page, 'Unfold: Fit Echo State Network');
    await choose(page, 'data/co2.csv');
    const lab = await webview(page, '.lab [data-part="test"]', 60_000);
    for (const key of ['ArrowRight', 'ArrowLeft']) await fitted(lab, () => lab.getByLabel('Bias', { exact: true }).press(key)); // the time is that of a slider, not of a process that has just begun
    await lab.locator('h1').click();
  },
};
