import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkAccessibility } from './lib/accessibility.mjs';
import { fitted } from './lib/fitted.mjs';
import { saveNetwork } from './lib/saveNetwork.mjs';
import { choose, chooseFromMenu, closeTab, inEveryTheme, menuOfFiles, open, openFile, runCommand, webview } from './lib/workbench.mjs';

export const name = 'The lab takes every sort of series, and says of a bad one what is wrong';

/** Looks at many files one by one: what each is read as is tested without a window. */
export const onDemand = true;

const title = 'Fit Echo State Network';

const wave = t => Math.sin(0.3 * t) + 0.3 * Math.sin(0.71 * t);
const rows = (count, line) => Array.from({ length: count }, (_, t) => line(t)).join('\n');

/** A file of numpy with `[count, 2]` float64. */
function npy(count) {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${count}, 2), }`;
  const padded = header + ' '.repeat(64 - (10 + header.length + 1) % 64) + '\n';
  const head = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8]);
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), Buffer.from(Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? wave(i / 2) : wave(i / 2 + 3))).buffer)]);
}

const files = {
  'good.csv': `date,wave,other\n${rows(600, t => `2001-01-${1 + t % 28},${wave(t)},${wave(t + 3)}`)}\n`,
  'good.tsv': `wave\tother\n${rows(600, t => `${wave(t)}\t${wave(t + 3)}`)}\n`,
  'good.json': JSON.stringify(Array.from({ length: 600 }, (_, t) => ({ wave: wave(t), other: wave(t + 3) }))),
  'good.npy': npy(600),
  'nameless.csv': `${rows(600, t => `${wave(t)},${wave(t + 3)}`)}\n`,
  'words.csv': `wave,name\n${rows(600, t => `${wave(t)},n${t}`)}\n`,
};
/** What is in each, and what is said of it. */
const bad = {
  'constant.csv': [`still\n${rows(600, () => '1')}\n`, /"still" of constant\.csv never changes in the part that is learnt from/],
  'gap.csv': [`wave\n${rows(600, t => (t === 320 ? 'NaN' : t === 400 ? '' : wave(t)))}\n`, /gap\.csv:322:1: "wave" is "NaN", not a number/],
  'short.csv': [`wave\n${rows(60, wave)}\n`, /short\.csv is too short: of 41 steps to learn from the washout takes 100 steps/],
  'empty.csv': ['', /empty\.csv is empty/],
  'ragged.csv': [`a,b\n${rows(300, t => (t === 200 ? '1,2,3' : `${wave(t)},${wave(t + 1)}`))}\n`, /ragged\.csv:202:1: this row has 3 cells, but the header has 2/],
  'huge.csv': [`wave\n${rows(600, t => wave(t) * 1e300)}\n`, /huge\.csv: the numbers of "wave" are too large/],
  'list.json': ['{"not": "a table"}', /list\.json is no table/],
};

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await step('files are there', async () => {
    const all = [...Object.entries(files), ...Object.entries(bad).map(([file, [content]]) => [file, content])];
    await Promise.all(all.map(([file, content]) => writeFile(join(workspace, file), content)));
    await writeFile(join(workspace, 'million.csv'), `wave,day,note\n${rows(1_000_000, t => `${wave(t).toFixed(6)},2001-01-${1 + t % 28},${'what stood beside the gauge that day, '.repeat(4)}`.replaceAll(', ', '; '))}\n`);
    await copyFile(join(projectRoot, 'examples/10.8-deep-reservoir/10.8-deep-reservoir.unfold.json'), join(workspace, 'deep.unfold.json'));
    await copyFile(join(projectRoot, 'dist/gallery/seattle-weather-parquet/data/seattle-weather.parquet'), join(workspace, 'weather.parquet'));
  });
  await open(page, { server, workspace });
  const fromMenu = async file => {
    for (let attempt = 0; attempt < 10; attempt++) { // a window that is just starting has not all of its menus yet
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: file }).first().click({ button: 'right' });
      if (await page.locator('.monaco-menu').getByText(title, { exact: true }).waitFor({ timeout: 2_000 }).then(() => true, () => false)) return chooseFromMenu(page, title);
      await page.keyboard.press('Escape');
    }
    throw new Error(`the menu of ${file} does not offer ${title}`);
  };
  await step('an experiment with four reservoirs, from what stands above it', async () => {
    await openFile(page, 'deep.unfold.json');
    await page.getByText('Echo state lab').first().click();
    const lab = await webview(page, '.lab [data-part="test"]', 60_000);
    await lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 60_000 });
    await inEveryTheme(page, lab, async theme => {
      await checkAccessibility(lab);
      await shot(`deep-${theme}`);
    });
    await lab.getByLabel('Sliders of').selectOption('2');
    await shot('deep-layer');
    await lab.locator('[data-diagnosis="echo"]').scrollIntoViewIfNeeded();
    await shot('deep-echo');
    await runCommand(page, 'View: Close All Editors');
  });
  await step('many classes of long names in half a window', async () => {
    const classes = Array.from({ length: 14 }, (_, k) => `class number ${k} of a name that goes on`);
    const lines = Array.from({ length: 84 }, (_, s) => rows(60, t => `${s},${classes[s % 14]},${Math.sin((0.1 + 0.07 * (s % 14)) * t + s)}`));
    await writeFile(join(workspace, 'classes.csv'), `run,kind,v\n${lines.join('\n')}\n`);
    await runCommand(page, 'View: Split Editor Right');
    await runCommand(page, `Unfold: ${title}`);
    await choose(page, 'classes.csv');
    const lab = await webview(page, '.lab h1:has-text("classes.csv")', 60_000);
    await lab.locator('[data-part="test"]').waitFor();
    await lab.getByLabel('Series by').selectOption('run');
    await lab.getByLabel('Washout').fill('10');
    await lab.getByLabel('Washout').press('Tab');
    await lab.getByLabel('Says', { exact: true }).selectOption('mean');
    await lab.getByLabel('Class').selectOption('kind');
    await lab.locator('.confusion').waitFor();
    await lab.locator('header [role="status"]', { hasText: /^fitted/ }).waitFor();
    await fitted(lab, () => lab.getByLabel('and the squares of what it reads').check());
    await inEveryTheme(page, lab, async theme => {
      await checkAccessibility(lab);
      await lab.locator('.confusion').scrollIntoViewIfNeeded();
      await shot(`classes-${theme}`);
    });
    await runCommand(page, 'View: Close All Editors');
  });
  for (const file of [...Object.keys(files), 'weather.parquet']) {
    await step(`${file}, from the explorer`, async () => {
      await fromMenu(file);
      const lab = await webview(page, `.lab h1:has-text("${file}")`, 30_000);
      await lab.locator('[data-part="test"]').waitFor();
      await shot(file);
      await closeTab(page);
    });
  }
  await step('two files that are selected together are two series, the last of them to test with', async () => {
    await menuOfFiles(page, ['good.csv', 'good.tsv']);
    await chooseFromMenu(page, title);
    const lab = await webview(page, '.lab h1:has-text("good.csv and 1 more")', 30_000);
    await lab.locator('[data-part="test"]').waitFor();
    assert.equal(await lab.locator('[data-part="test"] td').last().textContent(), '499');
    assert.equal(await lab.getByLabel('Series by').locator('option:checked').textContent(), 'each file is one');
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`two-${theme}`); });
    await saveNetwork(page, lab, 'good-esn.safetensors', '.preview');
    await shot('two-saved');
    const { stdout } = await promisify(execFile)(process.execPath, [join(projectRoot, 'dist/cli.js'), 'predict', 'good-esn.safetensors', 'good.csv', 'good.tsv'], { cwd: workspace });
    assert.equal(stdout.trim().split('\n').length, 1 + 1200);
    await runCommand(page, 'View: Close All Editors');
  });
  for (const [file, [, sentence]] of Object.entries(bad)) {
    await step(`${file} gets a sentence`, async () => {
      await fromMenu(file);
      const lab = await webview(page, '[role="alert"]', 30_000);
      assert.match(await lab.getByRole('alert').first().textContent(), sentence);
      await shot(file);
      await closeTab(page);
    });
  }
  await step('a million rows say how far they are read and fitted, and both are cancelled', async () => {
    await fromMenu('million.csv');
    const lab = await webview(page, '.situation button:has-text("Cancel")', 60_000);
    await lab.locator('.situation button').click();
    await lab.getByRole('status').filter({ hasText: 'The reading was cancelled.' }).waitFor({ timeout: 5_000 });
    assert.equal(await lab.getByRole('alert').count(), 0, 'who gave it up is told of no mistake');
    await inEveryTheme(page, lab, theme => shot(`reading-cancelled-${theme}`));
    await lab.getByRole('button', { name: 'Read it again' }).click();
    await lab.locator('header [role="status"]', { hasText: 'fitted in' }).waitFor({ timeout: 120_000 });
    await lab.getByLabel('Units, written').fill('1000'); // a minute and more, on any machine
    await page.keyboard.press('Enter');
    await lab.locator('header [role="status"]', { hasText: /Fitting… \d+ %/ }).waitFor({ timeout: 120_000 });
    await shot('million');
    await lab.getByRole('button', { name: 'Cancel' }).click();
    await lab.getByRole('status').filter({ hasText: 'The fit was cancelled.' }).waitFor({ timeout: 5_000 });
    assert.equal(await lab.getByText('is being computed…').count(), 0, 'what was still computed of the fit before is given up with it');
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`cancelled-${theme}`); });
    await closeTab(page);
  });
}
