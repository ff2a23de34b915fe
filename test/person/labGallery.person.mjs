import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAccessibility } from './lib/accessibility.mjs';
import { drawn, inEveryTheme, open, openFile, runCommand, webview } from './lib/workbench.mjs';

export const name = 'Pictures of the lab of every echo state network of the gallery, to be looked at';
export const timeout = 900_000;
export const viewport = { width: 1440, height: 1000 };
/** Fits for minutes: `npm run test:person -- --only labGallery [EXPERIMENT…]`. The pictures go to test-results/person/. */
export const onDemand = true;

export async function run({ page, server, workspace, projectRoot, results, step, wanted }) {
  const all = (await readdir(join(projectRoot, 'dist/gallery'))).filter(each => each.startsWith('10.8-')).sort();
  const chosen = wanted.length > 0 ? all.filter(each => wanted.some(part => each.includes(part))) : all;
  for (const each of chosen) await cp(join(projectRoot, 'dist/gallery', each), join(workspace, each), { recursive: true });
  await open(page, { server, workspace });
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  for (const experiment of chosen) {
    await step(experiment, async () => {
      await openFile(page, `${experiment}.unfold.json`);
      await page.locator('.codelens-decoration a', { hasText: 'Echo state lab' }).first().click();
      const lab = await webview(page, `.lab h1:has-text("${experiment}.unfold.json")`, 60_000);
      await lab.locator('[data-part="test"]').waitFor({ timeout: 60_000 });
      await lab.locator('details:not([open]) summary').evaluateAll(summaries => summaries.forEach(summary => summary.click()));
      await lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 120_000 });
      await runCommand(page, 'View: Close Editors in Other Groups');
      await tall(page, lab);
      await inEveryTheme(page, lab, async theme => {
        await checkAccessibility(lab);
        await drawn(lab);
        await page.locator('.part.editor').screenshot({ path: results(`labGallery-${experiment}-${theme}.png`) });
      });
      await page.setViewportSize({ width: 700, height: viewport.height });
      await tall(page, lab);
      await page.locator('.part.editor').screenshot({ path: results(`labGallery-${experiment}-half.png`) });
      await page.setViewportSize(viewport);
      await runCommand(page, 'View: Close All Editors');
    });
  }
}

/** Makes the window as high as all of the page needs. */
async function tall(page, lab) {
  await drawn(lab);
  const needed = await lab.evaluate(() => document.documentElement.scrollHeight - globalThis.innerHeight);
  await page.setViewportSize({ ...page.viewportSize(), height: Math.min(6000, viewport.height + needed) });
  await drawn(lab);
}
