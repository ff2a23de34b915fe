import { badge } from './panel.mjs';
import { webview } from './workbench.mjs';

const id = step => `unfold.unfold#firstModel#${step}`;
/** Of a trained model, from the click on. */
export const limitSeconds = 60;

export const steps = ['open', 'train', 'inside', 'change', 'data'];

/** Opens a step of the walkthrough that is in sight. */
export async function openStep(page, step) {
  const card = page.locator(`[data-step-id="${id(step)}"]`);
  if (await card.getAttribute('aria-expanded') !== 'true') await card.locator('.step-title').click();
  return card;
}

/** Likewise, and presses its button. */
export async function press(page, step, button) {
  await (await openStep(page, step)).locator('.monaco-button', { hasText: button }).click();
}

export const ticked = (page, step) => page.locator(`[data-done-step-id="${id(step)}"].complete`).waitFor();

/** The first two of its five steps, in a window without a folder, from the sidebar's link. @returns the seconds from that click to a trained model */
export async function takeWalkthrough(page, shot) {
  const begin = performance.now();
  await page.getByRole('button', { name: 'Take the Walkthrough' }).click();
  await press(page, 'open', 'Open the Example');
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor({ timeout: 30_000 });
  await ticked(page, 'open');
  await shot('walkthrough-open');
  await press(page, 'train', 'Run');
  await badge(await webview(page, '.top-bar', limitSeconds * 1000), 'done').waitFor({ timeout: limitSeconds * 1000 });
  const seconds = (performance.now() - begin) / 1000;
  await ticked(page, 'train');
  await shot('walkthrough-train');
  return seconds;
}
