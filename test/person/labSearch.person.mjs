import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureNode } from '../../scripts/lib/code-server.mjs';
import { checkAccessibility } from './lib/accessibility.mjs';
import { fitted } from './lib/fitted.mjs';
import { waves } from './lib/labSeries.mjs';
import { choose, chooseFromMenu, inEveryTheme, menuOfFiles, open, runCommand, webview } from './lib/workbench.mjs';

export const name = 'Seeds and searches over several series, and where classes are told, come to what a terminal says';

/** What judges, and by how much it errs, is tested without a window. */
export const onDemand = true;
export const timeout = 480_000;

const networks = 6;
const wave = (t, pace) => Math.sin(pace * t) + 0.3 * Math.sin(0.71 * t);
const file = pace => `wave\n${Array.from({ length: 300 }, (_, t) => wave(t, pace)).join('\n')}\n`;
const files = { 'a.csv': file(0.3), 'b.csv': file(0.35), 'c.csv': file(0.4) };

/** How the page writes a number. */
const written = (value, digits = 4) => { const rounded = Number(value.toPrecision(digits)); return rounded > 0 && rounded < 1e-3 ? rounded.toExponential() : String(rounded); };
const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param of the command line of the same, `wrong` whether classes are told: then shares of them that are wrong */
async function compare({ lab, shot, called, wrong, unfold }) {
  const seeds = lab.locator('[data-search="seeds"]');
  const search = lab.locator('[data-search="settings"]');
  for (const section of [seeds, search]) if (await section.getAttribute('open') === null) await section.locator('summary').click();
  await seeds.getByLabel('Networks to draw').fill(String(networks));
  await seeds.getByRole('button', { name: 'Repeat over seeds' }).click();
  await seeds.getByText(`mean ± s.d. of ${networks}`).waitFor({ timeout: 60_000 });
  await seeds.locator('[data-state="done"]').waitFor();
  const repeated = await unfold('--runs', String(networks));
  const { test } = wrong ? { test: { mean: 1 - repeated.accuracy.test.mean, spread: repeated.accuracy.test.spread } } : { test: repeated.test.nrmse };
  const figure = (value, digits) => (wrong ? `${written(100 * value, Math.min(3, digits))} %` : written(value, digits));
  const said = `${wrong ? 'Test: told wrong' : 'Test NRMSE'} ${figure(test.mean, 4)} ± ${figure(test.spread, 2)} (mean`;
  console.log(`    ${await seeds.locator('.found').textContent()}`);
  assert.ok((await seeds.locator('.found').textContent()).includes(said), `a terminal says ${said}`);
  await search.getByLabel('Trials', { exact: true }).fill('8');
  await search.getByLabel('Networks of each').fill('2');
  await search.getByRole('button', { name: 'Search', exact: true }).click();
  await search.locator('[data-state="done"]').waitFor({ timeout: 120_000 });
  const { search: { scores, ranking } } = await unfold('--search', '8', '--networks', '2');
  for (const [trial, title] of [[0, 'as set'], [ranking[0], ranking[0] === 0 ? 'as set' : String(ranking[0])]]) {
    const row = search.locator(`tbody tr:has(th:text-is("${title}"))`);
    const cells = await row.locator('td.number').allTextContents();
    const { judged } = scores.find(score => score.trial === trial);
    assert.equal(cells[0].split(' ± ')[0], figure(mean(judged), 4), `of trial ${title} a terminal says ${judged}`);
  }
  console.log(`    ${await search.locator('caption').textContent()}; ${await search.locator('.found [role="status"]').textContent()}`);
  return shot && inSight(lab, shot, called);
}

async function inSight(lab, shot, called) {
  for (const part of ['settings', 'seeds']) {
    await lab.locator(`[data-search="${part}"] .found`).scrollIntoViewIfNeeded();
    await lab.locator(`[data-search="${part}"] .found`).evaluate(element => element.scrollIntoView({ block: 'end' }));
    await shot(`${called}-${part}`);
  }
}

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await Promise.all(Object.entries({ ...files, 'waves.csv': waves() }).map(([name, text]) => writeFile(join(workspace, name), text)));
  const node = await ensureNode(); // the one of this VS Code: another version rounds a last digit otherwise
  const unfold = (...options) => async (...more) => JSON.parse((await promisify(execFile)(node, [join(projectRoot, 'dist/cli.js'), 'esn', ...options, ...more, '--json'], { cwd: workspace })).stdout);
  await open(page, { server, workspace });
  await runCommand(page, 'Unfold: Fit Echo State Network');
  await choose(page, 'waves.csv');
  const lab = await webview(page, '.lab h1:has-text("waves.csv")', 60_000);
  await step('of series that a column tells apart', async () => {
    await lab.locator('[data-part="test"]').waitFor();
    await fitted(lab, async () => { await lab.getByLabel('Washout').fill('10'); await lab.getByLabel('Washout').press('Tab'); });
    await fitted(lab, () => lab.getByLabel('Series by').selectOption('run'));
    await compare({ lab, unfold: unfold('waves.csv', '--target', 'v', '--series', 'run', '--washout', '10') });
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await inSight(lab, shot, `series-${theme}`); });
  });
  await step('of classes', async () => {
    await lab.getByLabel('Says', { exact: true }).selectOption('mean');
    await fitted(lab, () => lab.getByLabel('Class').selectOption('kind'));
    await fitted(lab, () => lab.getByLabel('v', { exact: true }).check());
    await fitted(lab, () => lab.getByLabel(/^a column of quite some length/).uncheck());
    await fitted(lab, async () => { await lab.getByLabel('Ridge λ, written').fill('0.5'); await lab.getByLabel('Ridge λ, written').press('Tab'); });
    assert.equal(await lab.getByLabel('Search over Feedback').count(), 0);
    await compare({ lab, wrong: true, unfold: unfold('waves.csv', '--input', 'v', '--classes', 'kind', '--series', 'run', '--washout', '10', '--ridge', '0.5') });
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await inSight(lab, shot, `classes-${theme}`); });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 700, height: 900 });
    await inSight(lab, shot, 'classes-700');
    await page.setViewportSize({ width: 1440, height: 900 });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    const search = lab.locator('[data-search="settings"]');
    const use = search.getByRole('button', { name: /^Use this one/ }).first();
    const radius = await search.locator('tbody tr').first().locator('td.number').nth(1).textContent();
    await fitted(lab, () => use.click());
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), radius);
    await runCommand(page, 'View: Close All Editors');
  });
  await step('of files that are selected together', async () => {
    await menuOfFiles(page, ['a.csv', 'b.csv', 'c.csv']);
    await chooseFromMenu(page, 'Fit Echo State Network');
    const three = await webview(page, '.lab h1:has-text("a.csv and 2 more")', 30_000);
    await three.locator('[data-part="test"]').waitFor();
    await compare({ lab: three, shot, called: 'files', unfold: unfold('a.csv', 'b.csv', 'c.csv', '--target', 'wave') });
  });
}
