import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkAccessibility } from './lib/accessibility.mjs';
import { fitted } from './lib/fitted.mjs';
import { saveNetwork } from './lib/saveNetwork.mjs';
import { choose, inEveryTheme, open, runCommand, webview } from './lib/workbench.mjs';

export const name = 'The lab without a folder, by keyboard alone, with what does not fit, and what becomes of its network';

/** Looks at many states one by one: each is tested without a window. */
export const onDemand = true;
export const timeout = 600_000;

const command = 'Unfold: Fit Echo State Network';
const execute = promisify(execFile);
const wave = t => Math.sin(0.3 * t) + 0.3 * Math.sin(0.71 * t);
const lines = (count, line) => Array.from({ length: count }, (_, t) => line(t)).join('\n');
const wide = Array.from({ length: 30 }, (_, k) => (k % 7 === 3 ? `a measurement with a name that goes on and on, number ${k}, in metres per second` : `column ${k}`));

const files = {
  'wave.csv': `wave\n${lines(900, wave)}\n`,
  'twice.csv': `first,again,y\n${lines(900, t => `${wave(t)},${wave(t)},${wave(t + 3)}`)}\n`,
  'constant.csv': `still,y\n${lines(900, t => `1,${wave(t)}`)}\n`,
  'gap.csv': `wave\n${lines(600, t => (t === 320 ? 'NaN' : wave(t)))}\n`,
  'short.csv': `wave\n${lines(60, wave)}\n`,
  'tiny.csv': `tiny,huge\n${lines(600, t => `${1e-9 * wave(t)},${1e12 + 1e10 * wave(t + 3)}`)}\n`,
  'wide.CSV': `${wide.map(each => `"${each}"`).join(',')}\n${lines(600, t => wide.map((_, k) => wave(t + k)).join(','))}\n`,
};

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await step('no folder: the command offers the gallery and another file, and the lab opens', async () => {
    await page.goto(`${server.url}/?ew=true`);
    await page.locator('.activitybar').waitFor({ timeout: 60_000 });
    await runCommand(page, command);
    await page.locator('.quick-input-widget:visible').getByText('Another file…').waitFor();
    await shot('no-folder');
    await choose(page, 'NARMA-10');
    const lab = await webview(page, '.lab [data-part="test"]', 60_000);
    await lab.getByRole('button', { name: 'Save…' }).click();
    const input = page.locator('.quick-input-widget:visible input[type="text"]');
    await input.waitFor();
    await page.waitForFunction(() => globalThis.document.querySelector('.quick-input-widget input[type="text"]').value.endsWith('10.8-echo-state-esn.safetensors'));
    await shot('no-folder-save');
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Close All Editors');
  });
  await step('a folder with no data: the same', async () => {
    await open(page, { server, workspace });
    await runCommand(page, command);
    await page.locator('.quick-input-widget:visible').getByText('Another file…').waitFor();
    await shot('no-data');
    await page.keyboard.press('Escape');
  });
  await Promise.all(Object.entries(files).map(([file, content]) => writeFile(join(workspace, file), content)));
  const openLab = async (file, ready = '[data-part="test"]') => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, command);
    await choose(page, file);
    const lab = await webview(page, `.lab h1:has-text("${file}")`, 60_000);
    await lab.locator(ready).first().waitFor({ timeout: 60_000 });
    return lab;
  };
  const write = (lab, label, value) => fitted(lab, async () => { await lab.getByLabel(label, { exact: true }).fill(value); await lab.getByLabel(label, { exact: true }).press('Tab'); });
  await step('a spectral radius from 1 on is allowed, with a warning that says what it means', async () => {
    const lab = await openLab('wave.csv');
    await write(lab, 'Spectral radius, written', '1.2');
    await lab.locator('.warning', { hasText: 'The spectral radius is 1.2: from 1 on' }).waitFor();
    await lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 60_000 });
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`radius-${theme}`); });
  });
  await step('two columns alike and no ridge: the Gram matrix is singular, and a ridge is suggested', async () => {
    const lab = await openLab('twice.csv');
    await fitted(lab, () => lab.getByLabel('first', { exact: true }).check());
    await fitted(lab, () => lab.getByLabel('again', { exact: true }).check());
    await lab.getByLabel('Ridge λ, written').fill('0');
    await lab.getByLabel('Ridge λ, written').press('Tab');
    await lab.getByRole('alert').filter({ hasText: /Gram matrix is singular.*Raise the ridge, to 1e-6/ }).waitFor();
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`singular-${theme}`); });
    await write(lab, 'Ridge λ, written', '1e-6');
    assert.equal(await lab.getByRole('alert').count(), 0);
  });
  for (const file of ['constant.csv', 'gap.csv', 'short.csv']) {
    await step(`${file} gets a sentence`, async () => {
      const lab = await openLab(file, '.problem, [data-part="test"]');
      if (file === 'constant.csv') {
        await lab.getByLabel('still', { exact: true }).check();
        await lab.locator('.warning', { hasText: 'never changes' }).waitFor();
        await lab.getByLabel('Target', { exact: true }).selectOption('still');
      }
      console.log(`    ${await lab.getByRole('alert').first().textContent()}`);
      await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`${file}-${theme}`); });
      await lab.getByRole('button', { name: 'Fit again' }).click();
      await lab.getByRole('alert').first().waitFor();
    });
  }
  await step('tiny and huge numbers, every part open, in each theme and in half a window', async () => {
    const lab = await openLab('tiny.csv');
    await fitted(lab, () => lab.getByLabel('say tiny').check());
    await lab.locator('details:not([open]) summary').evaluateAll(summaries => summaries.forEach(summary => summary.click()));
    await lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 120_000 });
    const look = async called => {
      for (const part of ['[data-part="test"]', '[data-search="seeds"]', '[data-diagnosis="spectrum"]', '[data-diagnosis="memory"]']) {
        await lab.locator(part).first().scrollIntoViewIfNeeded();
        await shot(`tiny-${called}-${part.split('"')[1]}`);
      }
    };
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await look(theme); });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 700, height: 900 });
    await look('700');
    await page.setViewportSize({ width: 1440, height: 900 });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  });
  await step('thirty columns, some of long names, in a window and in a narrow one', async () => {
    const lab = await openLab('wide.CSV');
    await inEveryTheme(page, lab, async theme => { await checkAccessibility(lab); await shot(`wide-${theme}`); });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    for (const width of [700, 420]) {
      await page.setViewportSize({ width, height: 900 });
      await lab.locator('h1').scrollIntoViewIfNeeded();
      await shot(`wide-${width}`);
      const over = await lab.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
      assert.ok(over <= 0, `at ${width} pixels the page is ${over} too wide`);
      await lab.locator('[data-part="test"]').scrollIntoViewIfNeeded();
      await shot(`wide-${width}-errors`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  });
  await step('by keyboard alone: the order of Tab, the keys of a slider, Escape', async () => {
    const lab = await openLab('wave.csv');
    await lab.locator('.diagnostics:not(:has([aria-busy="true"]))').waitFor({ timeout: 60_000 });
    await lab.getByRole('button', { name: 'Save…' }).focus();
    const order = [];
    for (let i = 0; i < 60; i++) {
      const at = await lab.evaluate(() => {
        const { activeElement: element } = document;
        return element === document.body ? undefined : `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent}`.slice(0, 60);
      });
      if (at === undefined || order.includes(at)) break;
      order.push(at);
      await page.keyboard.press('Tab');
    }
    console.log(order.map(each => `      ${each}`).join('\n'));
    const radius = lab.getByLabel('Spectral radius', { exact: true });
    await radius.focus();
    await fitted(lab, () => page.keyboard.press('ArrowLeft'));
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), '0.94');
    await fitted(lab, () => page.keyboard.press('PageDown'));
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), '0.79');
    await fitted(lab, () => page.keyboard.press('End'));
    assert.equal(await lab.getByLabel('Spectral radius, written').inputValue(), '1.5');
    await lab.getByLabel('Ridge λ', { exact: true }).focus();
    await fitted(lab, () => page.keyboard.press('ArrowUp'));
    assert.equal(await lab.getByLabel('Ridge λ, written').inputValue(), '1.1e-6');
    const units = lab.getByLabel('Units, written');
    await units.fill('many');
    assert.equal(await units.getAttribute('aria-invalid'), 'true');
    await shot('invalid');
    await units.press('Escape');
    assert.deepEqual([await units.inputValue(), await units.getAttribute('aria-invalid')], ['200', 'false']);
    for (const [what, element] of Object.entries({ slider: radius, field: units, chart: lab.getByRole('slider', { name: /^Prediction against target/ }), summary: lab.locator('[data-diagnosis="echo"] summary'), select: lab.getByLabel('Topology') })) {
      await inEveryTheme(page, lab, async theme => {
        await element.focus();
        await page.keyboard.press('Shift'); // a key, so that the focus is one to be seen
        const outline = await element.evaluate(each => globalThis.getComputedStyle(each).outlineStyle);
        assert.notEqual(outline, 'none', `${what} in ${theme} shows no focus`);
        if (what === 'slider' || what === 'chart') await shot(`focus-${what}-${theme}`);
      });
    }
  });
  await step('what it forecasts is saved, previewed, goes on freely, and is exported to a program of Python’s that says the same as unfold predict', async () => {
    const lab = await openLab('wave.csv');
    await saveNetwork(page, lab, 'wave-esn.safetensors', 'text=layers.0.W');
    const preview = await webview(page, '.preview', 30_000);
    await preview.getByRole('button', { name: 'Sample' }).click();
    await preview.locator('.sample table').waitFor({ timeout: 60_000 });
    const isSeen = await preview.getByLabel('Filter tensors by name').evaluate(field => {
      const { left, top, bottom } = field.getBoundingClientRect();
      return [top + 2, bottom - 2].every(y => document.elementFromPoint(left + 4, y) === field);
    });
    assert.ok(isSeen, 'the filter stays in sight below what was sampled');
    await inEveryTheme(page, preview, async theme => { await checkAccessibility(preview); await shot(`saved-${theme}`); });
    await preview.getByRole('button', { name: 'Export to Python…' }).click();
    await page.locator('.quick-input-widget:visible input[type="text"]').waitFor({ timeout: 30_000 });
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'wave-esn.py' }).waitFor();
    await shot('python');
    const program = join(workspace, 'wave-esn.py');
    assert.match(await readFile(program, 'utf8'), /def predict\(checkpoint, columns/);
    const { stdout: ours } = await execute(process.execPath, [join(projectRoot, 'dist/cli.js'), 'predict', 'wave-esn.safetensors', 'wave.csv'], { cwd: workspace });
    const hasNumpy = await execute('python3', ['-c', 'import numpy']).then(() => true, () => false);
    if (!hasNumpy) return console.log('    SKIPPED: there is no python3 with numpy here, so that the program was not run');
    const theirs = await execute('python3', [program, 'wave-esn.safetensors', 'wave.csv'], { cwd: workspace });
    const last = text => text.trim().split('\n').map(line => Number(line.split('\t').at(-1))).filter(Number.isFinite);
    const [a, b] = [last(ours), last(theirs.stdout)];
    assert.equal(a.length, b.length);
    const off = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
    assert.ok(off < 1e-6, `${off}`);
    console.log(`    of ${a.length} rows the largest difference is ${off}`);
  });
}
