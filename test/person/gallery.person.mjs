import { execFile } from 'node:child_process';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contactSheet } from './lib/contactSheet.mjs';
import { press } from './lib/panel.mjs';
import { drawn, inEveryTheme, open, openView, runCommand, runRow, webview } from './lib/workbench.mjs';

export const name = 'Pictures of the panel of every experiment of the gallery, to be looked at';
export const timeout = 1_800_000;
export const viewport = { width: 1600, height: 1000 };
/** Trains for minutes: `npm run test:person -- --only gallery [EXPERIMENT…]`. The pictures go to test-results/person/. */
export const onDemand = true;

/** Parameter updates that show something, of those that need more than most, or can have no more. */
const updates = {
  '12.4-dates-attention': 120, '10.11.2-omega': 30, '10.2.1-teacher-forcing': 40, '10.7-horizon': 100, '10.7-deep-stack': 25, '10.12-ntm-copy': 20,
  '10.2.2-truncated-bptt': 30, 'seattle-hourly-tsv': 100, '10.8-deep-reservoir': 1, '10.8-echo-state': 1, '10.8-force': 1, '10.8-lorenz': 1, '10.8-mackey-glass': 1, '10.1-dynamical-system': 300,
};
const most = 40;
const half = { width: 760, height: 1000 };
/** Pixels of a time step whose nodes hold their names. */
const near = 40;

export async function run({ page, server, workspace, projectRoot, results, step, wanted }) {
  await cp(join(projectRoot, 'dist/gallery'), workspace, { recursive: true });
  const all = (await readdir(workspace)).sort();
  const chosen = wanted.length > 0 ? all.filter(experiment => wanted.some(part => experiment.includes(part))) : all;
  await page.emulateMedia({ reducedMotion: 'reduce' }); // it folds at once
  await open(page, { server, workspace });
  await openView(page, 'Unfold');
  let trained = train(chosen[0], { workspace, projectRoot });
  for (const [index, experiment] of chosen.entries()) {
    await step(experiment, async () => {
      await trained;
      if (index + 1 < chosen.length) trained = train(chosen[index + 1], { workspace, projectRoot }); // while this one is looked at
      await pictures(page, experiment, { workspace, results });
    });
  }
}

/** On the command line, some updates of what its file asks for. */
const train = (experiment, { workspace, projectRoot }) => promisify(execFile)(process.execPath,
  [join(projectRoot, 'dist/cli.js'), 'train', `${experiment}.unfold.json`, '--steps', String(updates[experiment] ?? most), '--run-dir', join('.unfold/runs', experiment)],
  { cwd: join(workspace, experiment) });

/** The whole panel in each theme, one beside the other; its graph from near, folded, and inside one step; half a window of it, and its lesson beside it. */
async function pictures(page, experiment, { workspace, results }) {
  const [, title] = /"name": "(.*)"/.exec(await readFile(join(workspace, experiment, `${experiment}.unfold.json`), 'utf8'));
  await page.setViewportSize(viewport);
  await runRow(page, title).click(); // the newest run, at the top
  const panel = await webview(page, `body:has(h1[title="${title}"]) [data-plot="loss"] canvas`);
  const made = [];
  const picture = async (kind, of = page.locator('.part.editor')) => {
    const file = results(`gallery-${experiment}-${kind}.png`);
    await of.screenshot({ path: file });
    made.push({ file, title: `${experiment}, ${kind}` });
  };
  await inEveryTheme(page, panel, async theme => {
    await whole(page, panel, viewport);
    await picture(theme);
  });
  await graph(panel, picture);
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await whole(page, panel, half);
  await picture('half');
  await openLesson(page, experiment);
  await page.setViewportSize({ ...viewport, height: 2000 });
  await drawn(panel);
  await picture('lesson');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await contactSheet(page.context(), made, results(`gallery-${experiment}-sheet.png`));
  await runCommand(page, 'View: Close All Editors');
}

/** It is asked of which experiment unless the panel of one is in front; and that list closes where a page beside it takes the focus, as one does that was just drawn anew: then again. */
async function openLesson(page, experiment) {
  const list = page.locator('.quick-input-widget:visible');
  for (let attempt = 0; attempt < 3; attempt++) {
    await runCommand(page, 'Unfold: Open Lesson');
    const isAsked = await list.locator('.monaco-list-row', { hasText: experiment }).first().waitFor({ timeout: 2_000 }).then(() => true, () => false);
    if (isAsked) await list.locator('input[type="text"]').fill(experiment, { timeout: 2_000 }).then(() => page.keyboard.press('Enter'), () => undefined);
    const lesson = await webview(page, 'h2:has-text("What to look for")', 15_000).catch(() => undefined);
    if (lesson) return lesson;
  }
  throw new Error('the list of experiments does not stay open');
}

/** Its graph: inside one step, from near, and folded. */
async function graph(panel, picture) {
  await panel.locator('.inside summary').click();
  await panel.locator('.inside :is(svg, [role="alert"])').first().waitFor({ timeout: 60_000 });
  await picture('inside', panel.locator('.inside'));
  await panel.locator('.inside summary').click();
  const frame = panel.locator('.graph-frame');
  const tau = Number(await panel.getByLabel('Time step', { exact: true }).getAttribute('max'));
  const { width } = await frame.boundingBox();
  for (let zoom = width / tau; zoom < near; zoom *= 1.5) await press(panel, 'Zoom in');
  await drawn(panel);
  await picture('near', frame);
  await press(panel, 'Folded');
  await drawn(panel);
  await picture('folded', frame);
  await press(panel, 'Unfolded');
  await press(panel, 'Fit all time steps');
}

/** Makes the window as high as all of the panel needs, and waits until that is drawn. */
async function whole(page, panel, { width, height }) {
  let needed = height;
  for (let round = 0; round < 3; round++) { // the graph grows with the window, for a while
    await page.setViewportSize({ width, height: needed });
    await drawn(panel);
    needed = Math.min(4000, needed + await panel.evaluate(() => document.documentElement.scrollHeight - globalThis.innerHeight));
  }
}
