/* global createImageBitmap, OffscreenCanvas, Blob, atob */

const quality = 0.7;

/** A picture of so many pixels across as WebP, a small part of what PNG takes: the page that it is of writes it. Another page would hide this one, which then draws no more. */
export async function asWebp(page, png, width) {
  const written = await page.evaluate(async ({ source, width, quality }) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(source), character => character.charCodeAt(0))], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(width, Math.round(width * picture.height / picture.width));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return Array.from(new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality })).arrayBuffer()));
  }, { source: png.toString('base64'), width, quality });
  return Buffer.from(written);
}
