import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { open, openView, runRow, setTheme, webview } from './lib/workbench.mjs';

export const name = 'Pictures of the panel of each kind of model, to be looked at';
export const timeout = 900_000;
export const viewport = { width: 1440, height: 1000 };
/** Trains for minutes: `npm run test:person -- --only gallery`. The pictures go to test-results/person/. */
export const onDemand = true;

/** By what the graph has that no other has: parameter updates that show something. */
const experiments = {
  '12.4-dates-attention': 120, '10.6-listops': 60, '10.6-moods': 60, '10.2.4-context': 60, '10.5-deep-recurrent': 40,
  '10.11.2-omega': 30, '10.12-memory-network': 60, '10.1-time-delay': 60, '10.4-addition': 60, '10.2.1-teacher-forcing': 40, '10.7-horizon': 100, '10.7-deep-stack': 25,
  '10.2.2-truncated-bptt': 30, 'declaration-bytes': 60, 'seattle-hourly-tsv': 100, '10.8-deep-reservoir': 1,
};
const themes = ['dark', 'light', 'highContrast'];

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await cp(join(projectRoot, 'dist/gallery'), workspace, { recursive: true });
  for (const [experiment, steps] of Object.entries(experiments)) {
    await step(`${experiment} trains for ${steps} updates`, () => promisify(execFile)(process.execPath,
      [join(projectRoot, 'dist/cli.js'), 'train', `${experiment}.unfold.json`, '--steps', String(steps), '--run-dir', join('.unfold/runs', experiment)],
      { cwd: join(workspace, experiment) }));
  }
  await open(page, { server, workspace });
  await openView(page, 'Unfold');
  for (const [i, experiment] of Object.keys(experiments).entries()) {
    await step(`${experiment} in ${themes[i % 3]}`, async () => {
      await setTheme(page, themes[i % 3]);
      const [, title] = /"name": "(.*)"/.exec(await readFile(join(workspace, experiment, `${experiment}.unfold.json`), 'utf8'));
      await runRow(page, title).click();
      const panel = await webview(page, `body:has(h1[title="${title}"]) [data-plot="loss"] canvas`);
      await panel.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await shot(experiment);
    });
  }
}
