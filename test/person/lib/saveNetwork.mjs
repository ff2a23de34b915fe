import { webview } from './workbench.mjs';

/** Saves what a lab fitted, under the name that is proposed. @param seen what the preview, which opens beside it, has on it */
export async function saveNetwork(page, lab, proposed, seen) {
  await lab.getByRole('button', { name: 'Save…' }).click();
  await page.locator('.quick-input-widget:visible input[type="text"]').waitFor();
  await page.keyboard.press('Enter');
  await lab.getByText(`saved as ${proposed}`).waitFor();
  await webview(page, seen, 30_000);
}
