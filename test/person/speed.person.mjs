import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { open, openView, treeRow, webview } from './lib/workbench.mjs';

export const name = 'A long run opens within a second, and a wide graph moves at 60 frames a second';

const realSteps = 2;
const recordedSteps = 100_000;
const layer = { cell: { kind: 'gru' }, hiddenSize: 16 };
const experiment = {
  name: 'Long and wide',
  data: { kind: 'task', task: 'adding', validationSequences: 4 },
  model: { layers: [layer, layer, layer] },
  training: { steps: realSteps, batchSize: 4, tau: 200, probeEvery: 1 },
};

export async function run({ page, server, workspace, projectRoot, shot, step }) {
  await step(`a run with ${recordedSteps} recorded steps is there`, () => makeLongRun(workspace, projectRoot));
  const panel = await step('its first picture comes within a second', async () => {
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await opens(page, 'Short', realSteps); // the first webview of a window also starts what all webviews need
    const { panel, took } = await opens(page, 'Long', recordedSteps);
    assert.ok(took < 1000, `it took ${took.toFixed(0)} ms`);
    return panel;
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

/** A real run, and a copy of it whose last line of metrics is repeated: only the length of that one is made up. */
async function makeLongRun(workspace, projectRoot) {
  const [short, long] = ['Short', 'Long'].map(id => join(workspace, '.unfold/runs', id));
  await writeFile(join(workspace, 'wide.unfold.json'), JSON.stringify(experiment));
  await promisify(execFile)(process.execPath, [join(projectRoot, 'dist/cli.js'), 'train', 'wide.unfold.json', '--run-dir', short], { cwd: workspace });
  await cp(short, long, { recursive: true });
  await Promise.all([rename(short, 'Short'), rename(long, 'Long')]);
  const metrics = await readFile(join(short, 'metrics.jsonl'), 'utf8');
  const last = metrics.split('\n').map(line => line && JSON.parse(line)).findLast(({ kind }) => kind === 'step');
  const lines = Array.from({ length: recordedSteps }, (_, i) => JSON.stringify({ ...last, step: i + 1, time: i / 10, loss: last.loss / (1 + i / 1000) }));
  await writeFile(join(long, 'metrics.jsonl'), `${lines.join('\n')}\n`);
}

async function rename(folder, name) {
  const file = join(folder, 'status.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), name, id: name }));
}

/** From the press on the run to its first picture; the rest of a long run follows and is waited for. */
async function opens(page, run, steps) {
  await treeRow(page, run).waitFor();
  const since = performance.now();
  await treeRow(page, run).click();
  const panel = await webview(page, `body:has(h1[title="${run}"]) [data-plot="loss"] canvas`);
  const took = performance.now() - since;
  await panel.locator(`[data-fact="step"][data-value="${steps}"]`).waitFor();
  console.log(`    ${run}: first picture in ${took.toFixed(0)} ms, all ${steps} steps in ${(performance.now() - since).toFixed(0)} ms`);
  return { panel, took };
}

async function framesOfMoving(page, panel) {
  await panel.evaluate(() => {
    globalThis.frames_ = [];
    new globalThis.PerformanceObserver(list => globalThis.frames_.push(...list.getEntriesByName('unfold:frame').map(({ duration }) => duration))).observe({ entryTypes: ['measure'] });
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
