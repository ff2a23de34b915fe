import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narma } from '../../scripts/lib/narma.mjs';
import { checkAccessibility } from './lib/accessibility.mjs';
import { severalSeries } from './lib/labSeries.mjs';
import { saveNetwork } from './lib/saveNetwork.mjs';
import { fitted } from './lib/fitted.mjs';
import { choose, inEveryTheme, open, runCommand, webview } from './lib/workbench.mjs';

export const name = 'An echo state network is fitted in the lab, by sliders';
export const timeout = 480_000;

const rows = 5000;

function table() {
  const { u, y } = narma(rows);
  return `a column of a rather long name,u,y\n${u.map((value, t) => `${1e9 + t},${value},${y[t]}`).join('\n')}\n`;
}

export async function run({ page, server, workspace, shot, step }) {
  await writeFile(join(workspace, 'narma.csv'), table());
  await open(page, { server, workspace });
  let lab = await step('the command asks for a table and opens the lab on it', async () => {
    await runCommand(page, 'Unfold: Fit Echo State Network');
    await choose(page, 'narma.csv');
    return webview(page, '.lab [data-part="test"]', 60_000);
  });
  const nrmse = async () => Number(await lab.locator('[data-part="test"] td').first().textContent());
  await step('what it forecasts from itself it goes on with, for a time', async () => {
    await lab.locator('[data-valid]').waitFor();
    await lab.getByLabel('Lyapunov exponent of a row').fill('0.1');
    await lab.getByLabel('Lyapunov exponent of a row').press('Tab');
    await lab.getByText(/valid for .* Lyapunov times/).waitFor();
    await shot('free-run');
  });
  await step('u tells y, and more units tell it better', async () => {
    await fitted(lab, () => lab.getByLabel('u', { exact: true }).check());
    await fitted(lab, () => lab.getByLabel('y', { exact: true }).uncheck());
    const before = await nrmse();
    await fitted(lab, () => move(lab, 'Units', 0.3));
    const fewer = await nrmse();
    await fitted(lab, () => move(lab, 'Units', 0.74));
    assert.ok(await nrmse() < fewer, `with more units the error is ${await nrmse()}, with fewer ${fewer}; as it opened ${before}`);
  });
  await step('what is told besides comes in part by part; a click on the best λ takes it, and nothing but the readout is computed again', async () => {
    const parts = lab.locator('[data-diagnosis]');
    await toldAll(lab);
    assert.deepEqual(await openOf(lab), ['states', 'echo', 'spectrum'], 'what takes longest is closed at first, and not computed');
    for (const part of ['ridge', 'singular', 'memory']) await lab.locator(`[data-diagnosis="${part}"] summary`).click();
    await lab.locator('[data-diagnosis="memory"] .chart').waitFor({ timeout: 60_000 });
    await toldAll(lab);
    assert.equal(await parts.count(), 6);
    await lab.getByRole('button', { name: 'Take λ = ' }).click();
    await lab.locator('[data-diagnosis="ridge"] button:disabled').waitFor({ timeout: 30_000 });
    await lab.getByLabel('Which units').fill('1-3, 100');
    await lab.locator('[data-diagnosis="states"] [data-line="unit 100"]').waitFor({ timeout: 30_000 });
  });
  await step('arrow keys read the values of a chart out, and take a λ', async () => {
    const picture = lab.getByRole('slider', { name: /^Prediction against target/ });
    const before = await picture.getAttribute('aria-valuetext');
    await picture.focus();
    await picture.press('ArrowLeft');
    const after = await picture.getAttribute('aria-valuetext');
    assert.match(after, /^row [\d,]+, tested with: target \S+, prediction \S+/);
    assert.notEqual(after, before);
    await shot('keys');
    const errors = lab.getByRole('slider', { name: /^NRMSE against λ/ });
    await errors.focus();
    await fitted(lab, async () => { await errors.press('Home'); await errors.press('Shift+ArrowRight'); await errors.press('Enter'); });
    assert.equal(await lab.getByLabel('Ridge λ, written').inputValue(), '3.2e-12');
    await fitted(lab, () => lab.getByLabel('Bias', { exact: true }).press('ArrowRight'));
    assert.equal(await lab.getByLabel('Bias, written').inputValue(), '0.51', 'a key moves a slider to its next number');
  });
  await step('a search finds settings, a slider moved meanwhile is answered, and the best is used', async () => {
    const search = lab.locator('[data-search="settings"]');
    await search.locator('summary').click();
    await fitted(lab, () => move(lab, 'Units', 0.5));
    await search.getByLabel('Trials', { exact: true }).fill('60');
    await search.getByLabel('Method').selectOption('halving');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.locator('[data-state="running"] tbody tr').first().waitFor();
    await fitted(lab, () => move(lab, 'Spectral radius', 0.4));
    await search.locator('[data-state="done"]').waitFor({ timeout: 120_000 });
    const radius = await search.locator('tbody tr:has(th:text-is("as set")) td.number').nth(1).textContent();
    await fitted(lab, () => search.getByRole('button', { name: 'Use this one: trial as set' }).click());
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), radius, 'what was set when the search began is in the controls again');
    await search.getByLabel('Ridge λ, from').fill('0');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.getByText('is searched by factors, which never reach 0').waitFor();
    await search.getByLabel('Ridge λ, from').fill('1e-10');
    await search.getByLabel('Trials', { exact: true }).fill('500');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.locator('[data-state="running"] tbody tr').nth(2).waitFor();
    await search.getByRole('button', { name: 'Stop' }).click();
    await search.getByText('Stopped after').waitFor();
    await search.getByLabel('Trials', { exact: true }).fill('9');
    await search.getByLabel('Across').selectOption('Ridge λ');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.getByText('Done: 9 trials in 3 rounds.').waitFor({ timeout: 120_000 });
  });
  await step('seeds are repeated, with their spread', async () => {
    const seeds = lab.locator('[data-search="seeds"]');
    await seeds.locator('summary').click();
    await seeds.getByLabel('Networks to draw').fill('12');
    await seeds.getByRole('button', { name: 'Repeat over seeds' }).click();
    await seeds.getByText('mean ± s.d. of 12').waitFor({ timeout: 60_000 });
  });
  await step('errors, diagnostics and what was searched are accessible in dark, high contrast and light', () => inEveryTheme(page, lab, async theme => {
    await checkAccessibility(lab, theme);
    for (const part of ['part="test"', 'diagnosis="states"', 'diagnosis="spectrum"', 'diagnosis="singular"', 'search="seeds"']) {
      await lab.locator(`[data-${part}]`).scrollIntoViewIfNeeded();
      await shot(`${theme}-${part.split('"')[1]}`);
    }
  }));
  await step('what cannot be fitted is a sentence, and the next fit goes on', async () => {
    const washout = lab.getByLabel('Washout');
    await washout.fill('4000');
    await washout.press('Tab');
    await lab.getByRole('alert').waitFor();
    await shot('problem');
    await fitted(lab, async () => { await washout.fill('100'); await washout.press('Tab'); });
    assert.ok(await nrmse() < 1);
  });
  await step('a radius that was written is taken, and the lab comes back with it after a reload', async () => {
    await lab.locator('[data-diagnosis="echo"] summary').click();
    const opened = await openOf(lab);
    await fitted(lab, async () => {
      await lab.getByLabel('Spectral radius, written').fill('0.77');
      await lab.getByLabel('Spectral radius, written').press('Tab');
    });
    await Promise.all([page.waitForEvent('load'), runCommand(page, 'Developer: Reload Window')]); // which, unlike the browser's own, lets VS Code write down what it keeps
    lab = await webview(page, '.lab [data-part="test"]', 60_000);
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), '0.77');
    assert.ok(await lab.getByLabel('u', { exact: true }).isChecked());
    await lab.locator('[data-diagnosis]').first().waitFor();
    assert.deepEqual(await openOf(lab), opened, 'and with the parts open that were');
    assert.ok(!opened.includes('echo') && opened.includes('ridge') && opened.includes('seeds'));
  });
  await step('it is saved as one file, whose preview opens beside it', async () => {
    await saveNetwork(page, lab, 'narma-esn.safetensors', 'button:has-text("Export to Python…")');
    await shot('saved');
  });
  await step('the gallery’s network is opened with its settings', async () => {
    await runCommand(page, 'Unfold: Fit Echo State Network');
    await choose(page, 'NARMA-10');
    const other = await webview(page, '.lab h1:has-text("10.8-echo-state.unfold.json")', 60_000);
    await other.locator('[data-part="test"]').waitFor();
    assert.equal(await other.getByLabel('Washout').inputValue(), '200');
    await shot('gallery');
  });
  await severalSeries({ page, workspace, shot, step }, fitted);
}

/** The parts that are open, as they stand below each other. */
const openOf = lab => lab.locator('details[open]:is([data-diagnosis], [data-search])').evaluateAll(all => all.map(({ dataset }) => dataset.diagnosis ?? dataset.search));

/** Waits until each part is there, of this fit. */
const toldAll = lab => lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 120_000 });

/** Moves a slider to a place between its ends, as a drag does. */
const move = (lab, label, share) => lab.getByLabel(label, { exact: true }).evaluate((slider, to) => {
  slider.value = String(Math.round(to * Number(slider.max)));
  slider.dispatchEvent(new globalThis.Event('input', { bubbles: true }));
}, share);
