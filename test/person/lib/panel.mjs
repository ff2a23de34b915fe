import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A button of the panel's toolbar, by its label. */
export const press = (panel, label) => panel.getByRole('button', { name: label, exact: true }).click();

/** The badge that says how the run is doing, once it says `situation`. */
export const badge = (panel, situation) => panel.locator(`[data-situation="${situation}"]`);

/** A number in the top bar: step, loss, validation, left. */
export async function fact(panel, name) {
  return Number(await panel.locator(`.top-bar [data-fact="${name}"]`).getAttribute('data-value'));
}

/** Waits until the plots show a run that has ended to its last step: a long history comes part by part. @param run its folder */
export async function wholeHistory(panel, run) {
  const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line));
  const { loss } = lines.findLast(({ kind }) => kind === 'step');
  const shown = panel.locator('[data-plot="loss"] .entry').first();
  for (let tries = 0; tries < 300; tries++, await panel.page().waitForTimeout(100)) {
    if (Math.abs(Number(await shown.getAttribute('data-value')) - loss) <= 1e-6 * loss) return;
  }
  throw new Error(`the plot of the loss ends at ${await shown.getAttribute('data-value')}, the run at ${loss}`);
}

/** Waits until a number in the top bar is as it should be. */
export async function reaches(panel, name, isReached, timeout = 120_000) {
  let last = NaN;
  for (const end = Date.now() + timeout; Date.now() < end; await panel.page().waitForTimeout(100)) {
    last = await fact(panel, name);
    if (isReached(last)) return last;
  }
  throw new Error(`${name} is ${last} after ${timeout / 1000} s`);
}
