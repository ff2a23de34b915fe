import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fact } from './lib/panel.mjs';
import { open, openView, treeRow, webview } from './lib/workbench.mjs';

export const name = 'A long run opens within a second, and a wide graph moves at 60 frames a second';

const recordedSteps = 100_000;
const layer = { cell: { kind: 'gru' }, hiddenSize: 16 };
const experiment = {
  name: 'Long and wide',
  data: { kind: 'task', task: 'adding', validationSequences: 4 },
  model: { layers: [layer, layer, layer] },
  training: { steps: 2, batchSize: 4, tau: 200, probeEvery: 1 },
};

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await step(`a run with ${recordedSteps} recorded steps is there`, () => makeLongRun(workspace, projectRoot));
  const panel = await step('its first picture comes within a second', async () => {
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await treeRow(page, 'Long and wide').waitFor();
    return opensWithin(page, 1000);
  });
  await shot('long');
  await step('panning and zooming 200 time steps of 3 layers takes no frame longer than 1/60 s', async () => {
    const frames = await framesOfMoving(page, panel);
    console.log(`    ${frames.length} frames: median ${quantile(frames, 0.5).toFixed(1)} ms, 95 % within ${quantile(frames, 0.95).toFixed(1)} ms`);
    assert.ok(frames.length > 30, `only ${frames.length} frames were drawn`);
    assert.ok(quantile(frames, 0.95) < 1000 / 60, `a frame in twenty takes over ${quantile(frames, 0.95)} ms`);
  });
  await shot('wide');
}

/** A real run of two steps, whose second line of metrics is then repeated: only its length is made up. */
async function makeLongRun(workspace, projectRoot) {
  await writeFile(join(workspace, 'long.unfold.json'), JSON.stringify(experiment));
  const folder = join(workspace, '.unfold/runs/long');
  await promisify(execFile)(process.execPath, [join(projectRoot, 'dist/cli.js'), 'train', 'long.unfold.json', '--run-dir', folder], { cwd: workspace });
  const metrics = join(folder, 'metrics.jsonl');
  const last = (await readFile(metrics, 'utf8')).split('\n').map(line => line && JSON.parse(line)).findLast(({ kind }) => kind === 'step');
  const lines = Array.from({ length: recordedSteps }, (_, i) => JSON.stringify({ ...last, step: i + 1, time: i / 10, loss: last.loss / (1 + i / 1000) }));
  await writeFile(metrics, `${lines.join('\n')}\n`);
}

/** From the press on the run to the panel with its newest step and its drawn plots. */
async function opensWithin(page, limit) {
  const since = performance.now();
  await treeRow(page, 'Long and wide').click();
  const panel = await webview(page, '[data-plot="loss"] canvas');
  await panel.waitForFunction(last => document.querySelector('[data-fact="step"]')?.getAttribute('data-value') === String(last), recordedSteps);
  const took = performance.now() - since;
  console.log(`    ${took.toFixed(0)} ms`);
  assert.equal(await fact(panel, 'step'), recordedSteps);
  assert.ok(took < limit, `it took ${took.toFixed(0)} ms`);
  return panel;
}

async function framesOfMoving(page, panel) {
  await panel.evaluate(() => {
    globalThis.frames_ = [];
    new PerformanceObserver(list => globalThis.frames_.push(...list.getEntriesByName('unfold:frame').map(({ duration }) => duration))).observe({ entryTypes: ['measure'] });
  });
  await panel.locator('.graph-canvas').hover();
  for (let i = 0; i < 60; i++) await page.mouse.wheel(0, i < 40 ? -40 : 40);
  await page.mouse.down();
  const { x, y, width } = await panel.locator('.graph-canvas').boundingBox();
  for (let i = 0; i < 60; i++) await page.mouse.move(x + width / 2 + 4 * i, y + 100);
  await page.mouse.up();
  return panel.evaluate(() => globalThis.frames_);
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];
