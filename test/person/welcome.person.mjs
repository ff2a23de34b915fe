import assert from 'node:assert/strict';
import { limitSeconds, takeWalkthrough } from './lib/walkthrough.mjs';
import { openView } from './lib/workbench.mjs';

export const name = 'Without a folder';

export async function run({ page, server, shot, step }) {
  await step('no folder: the sidebar says what to do', async () => {
    await page.goto(`${server.url}/?ew=true`);
    await page.locator('.activitybar').waitFor({ timeout: 60_000 });
    await openView(page, 'Unfold');
    await page.getByText('Open a folder to keep experiments in').waitFor({ timeout: 60_000 });
    await shot('no-folder');
  });
  const seconds = await step('the walkthrough there opens an experiment, trains it, and stays beside it', () => takeWalkthrough(page, shot));
  await step(`it had a trained model ${seconds.toFixed(1)} s after the click, of ${limitSeconds}`, async () => assert.ok(seconds < limitSeconds));
}
