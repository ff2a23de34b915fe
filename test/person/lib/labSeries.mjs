import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAccessibility } from './accessibility.mjs';
import { saveNetwork } from './saveNetwork.mjs';
import { choose, inEveryTheme, runCommand, webview } from './workbench.mjs';

const long = 'a column of quite some length, with a comma and no end in sight';

/** Waves of two periods, and one of a third; told apart by their rhythm. */
export function waves() {
  const lines = Array.from({ length: 24 }, (_, s) => {
    const kind = s === 0 ? 'rare' : s % 2 === 0 ? 'slow as a tide that takes all day' : 'fast';
    return Array.from({ length: 60 }, (__, t) => `run ${s},${kind},${Math.sin((s % 2 === 0 ? 0.2 : 0.5) * t + s)},${Math.cos((s % 2 === 0 ? 0.2 : 0.5) * t + s)}`);
  });
  return `run,kind,"${long}",v\n${lines.flat().join('\n')}\n`;
}

/** Several targets, series and classes in the lab, on a table of its own. @param fitted does something and waits for the fit that follows */
export async function severalSeries({ page, workspace, shot, step }, fitted) {
  await writeFile(join(workspace, 'waves.csv'), waves());
  const lab = await step('a table of several series opens as one', async () => {
    await runCommand(page, 'Unfold: Fit Echo State Network');
    await choose(page, 'waves.csv');
    return webview(page, '.lab h1:has-text("waves.csv")', 60_000).then(async frame => { await frame.locator('[data-part="test"]').waitFor(); return frame; });
  });
  await step('a second target is read and said as well, each with its errors', async () => {
    await fitted(lab, () => lab.getByLabel(`say ${long}`).check());
    await lab.locator(`[data-target="${long}"]`).waitFor();
    await lab.getByLabel('Shows').selectOption(long);
    await lab.getByText(`of ${long}`).first().waitFor();
    await inEveryTheme(page, lab, async theme => {
      await checkAccessibility(lab, theme);
      await shot(`targets-${theme}`);
    });
  });
  await step('series told apart by a column begin anew, and whole ones are kept', async () => {
    await fitted(lab, async () => { await lab.getByLabel('Washout').fill('10'); await lab.getByLabel('Washout').press('Tab'); });
    await fitted(lab, () => lab.getByLabel('Series by').selectOption('run'));
    assert.equal((await lab.locator('[data-part="test"] td').last().textContent()).trim(), String(7 * (59 - 10)));
    await shot('series');
  });
  await step('classes are told, with the share told right and which are taken for which', async () => {
    await lab.getByLabel('Says', { exact: true }).selectOption('mean');
    await lab.getByRole('alert').waitFor(); // v is no class of a series
    await fitted(lab, () => lab.getByLabel('Class').selectOption('kind'));
    await fitted(lab, () => lab.getByLabel('and the squares of what it reads').check());
    await lab.getByText('No series of the class "rare" is tested with').waitFor();
    await inEveryTheme(page, lab, async theme => {
      await checkAccessibility(lab, theme);
      await lab.locator('h1').scrollIntoViewIfNeeded();
      await shot(`classes-${theme}`);
    });
  });
  await step('what tells classes is saved and previewed', async () => {
    await saveNetwork(page, lab, 'waves-esn.safetensors', 'text=Echo state network that tells kind');
    await shot('classes-saved');
  });
  await step('one series is no classes: a sentence', async () => {
    await lab.getByLabel('Series by').selectOption('');
    await lab.getByText('to tell classes takes 4 at least').waitFor();
    await shot('one-series');
  });
}
