import { readFile } from 'node:fs/promises';

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Lays pictures beside each other in one. @param pictures `{ file, title }` @param width of each, in pixels */
export async function contactSheet(context, pictures, out, width = 700) {
  const cells = await Promise.all(pictures.map(async ({ file, title }) =>
    `<figure><figcaption>${escaped(title)}</figcaption><img src="data:image/png;base64,${(await readFile(file)).toString('base64')}"></figure>`));
  const page = await context.newPage();
  await page.setViewportSize({ width: pictures.length * (width + 8), height: 200 });
  await page.setContent(`<style>body { display: flex; gap: 8px; margin: 0; font: 14px sans-serif; background: #888 } figure { margin: 0; width: ${width}px } img { width: 100% }</style>${cells.join('')}`);
  await page.screenshot({ path: out, fullPage: true });
  await page.close();
}
