// Draws media/icon.png from media/icon.svg.
import { readFile } from 'node:fs/promises';
import { launchBrowser } from './lib/browser.mjs';
import { inRoot } from './lib/paths.mjs';
import { script } from './lib/say.mjs';

await script(async () => {
  const svg = await readFile(inRoot('media/icon.svg'), 'utf8');
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  await page.setContent(`<style>body { margin: 0 }</style>${svg}`);
  await page.screenshot({ path: inRoot('media/icon.png'), omitBackground: true });
  await browser.close();
});
