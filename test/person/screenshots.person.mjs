import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fitted } from './lib/fitted.mjs';
import { press, reaches } from './lib/panel.mjs';
import { choose, inTheme, open, openView, runCommand, setTheme, treeRow, webview } from './lib/workbench.mjs';

export const name = 'Pictures of panel, preview, lab and sidebar in light, dark and high contrast';
export const timeout = 900_000;
export const viewport = { width: 1440, height: 1000 };
/** Trains for minutes and rewrites media/screenshots/: `npm run screenshots`; `--only screenshots lab` those of the lab alone, at once. */
export const onDemand = true;

const themes = { dark: 'dark', light: 'light', highContrast: 'high-contrast' };
/** Enough for words to show in the samples. */
const steps = 400;
const checkpoint = `step ${steps}`;

/** What is pictured: the label of its tab, and when it is there. */
const tabs = {
  panel: { label: 'Moby-Dick by character', ready: (page, theme) => inTheme(page, theme, '[data-plot="loss"] canvas') },
  preview: {
    label: `step-${steps}.safetensors`,
    async ready(page, theme) {
      const preview = await inTheme(page, theme, 'table:not(:has(td.muted)) tr:has-text("layers.0.W")'); // and no row waits for its statistics
      const radius = preview.getByText('spectral radius').first();
      if (!await radius.isVisible()) await preview.locator('tr', { hasText: 'layers.0.W' }).first().click();
      await radius.waitFor();
    },
  },
  lab: { label: 'Echo State: co2.csv', ready: (page, theme) => inTheme(page, theme, '.lab .diagnostics:not(:has([aria-busy="true"]))') },
};

export async function run({ page, server, workspace, projectRoot, step, wanted }) {
  const isAll = wanted.length === 0;
  const picture = title => page.screenshot({ path: join(projectRoot, 'media/screenshots', `${title}.png`) });
  await cp(join(projectRoot, 'dist/gallery'), workspace, { recursive: true });
  await shorten(join(workspace, 'moby-dick-char-lstm/moby-dick-char-lstm.unfold.json'));
  await open(page, { server, workspace });
  await openView(page, 'Unfold');
  await treeRow(page, '10-finding-the-year').waitFor();
  if (isAll) await step(`Moby-Dick trains for ${steps} steps`, async () => {
    await page.locator('.sidebar .monaco-list').first().focus();
    await page.keyboard.press('End'); // the gallery is longer than the view, which has only the rows that are seen
    await treeRow(page, 'moby-dick-char-lstm').click();
    await page.locator('.tab', { hasText: 'lesson.md' }).waitFor();
    await runCommand(page, 'View: Close Editors in Other Groups'); // the lesson: the pictures are of what is beside it
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const panel = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    await reaches(panel, 'step', now => now >= steps, timeout);
    await panel.locator('.scrubber input').fill('33');
    await press(panel, 'Fit all time steps');
    for (let i = 0; i < 4; i++) await press(panel, 'Zoom in');
  });
  await step('a checkpoint and the lab are open beside it', async () => {
    if (isAll) await openCheckpoint(page);
    await runCommand(page, 'Unfold: Fit Echo State Network');
    await choose(page, 'co2-forecast-gru/data/co2.csv');
    const lab = await webview(page, '.lab .diagnostics:not(:has([aria-busy="true"]))', 60_000);
    for (const key of ['ArrowRight', 'ArrowLeft']) await fitted(lab, () => lab.getByLabel('Bias', { exact: true }).press(key)); // the time is that of a slider, not of a process that has just begun
    await lab.locator('h1').click();
  });
  for (const [theme, title] of Object.entries(themes)) {
    await step(`in ${title}`, async () => {
      await setTheme(page, theme);
      for (const [name, tab] of Object.entries(tabs).filter(([name]) => isAll || wanted.includes(name))) {
        await page.locator('.tab', { hasText: tab.label }).click();
        await page.locator('.tab.active', { hasText: tab.label }).waitFor();
        await tab.ready(page, theme);
        await picture(`${name}-${title}`);
      }
      if (isAll) await page.locator('.sidebar').screenshot({ path: join(projectRoot, 'media/screenshots', `sidebar-${title}.png`) });
    });
  }
}

async function shorten(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"steps": 3000', `"steps": ${steps}`));
}

async function openCheckpoint(page) {
  const run = treeRow(page, 'Moby-Dick by');
  if (await run.getAttribute('aria-expanded') !== 'true') await run.locator('.monaco-tl-twistie').click();
  await treeRow(page, checkpoint).dblclick(); // opened for good, where one click is for a look
  await webview(page, 'tr:has-text("layers.0.W")');
}
