import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badge, press, reaches } from './lib/panel.mjs';
import { open, openFile, openView, runCommand, setTheme, treeRow, webview } from './lib/workbench.mjs';

export const name = 'A run computes on WebGL in its panel, and goes on on the CPU when that is gone';
export const timeout = 600_000;

/** WebGL is a program here, and slow: the CPU is known by its pace. */
const further = 300;

const experimentOf = (title, device) => JSON.stringify({
  name: title, device,
  data: { kind: 'task', task: 'adding', validationSequences: 8 },
  model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 4 }] },
  training: { steps: 1_000_000, batchSize: 4, tau: 4, validateEvery: 1000, probeEvery: 1000 },
  checkpoints: { every: 10, keep: 100_000 },
}, null, 2);

export async function run({ page, server, workspace, shot, step }) {
  const titles = { Lost: 'webgl', Closed: 'webgl', Chosen: 'auto' };
  for (const [title, device] of Object.entries(titles)) await writeFile(join(workspace, `${title.toLowerCase()}.unfold.json`), experimentOf(title, device));
  page.setDefaultTimeout(120_000);
  await open(page, { server, workspace });
  const panel = await step('"device": "webgl" trains in the panel, and says so', async () => {
    const opened = await start(page, 'lost');
    await opened.getByText('Computes with TensorFlow.js on WebGL in the panel').waitFor();
    await reaches(opened, 'step', now => now > 12);
    await setTheme(page, 'dark');
    await shot('running');
    return opened;
  });
  await step('hidden, it goes on', async () => {
    await openFile(page, 'closed.unfold.json');
    const { step: at } = await statusOf(workspace, 'Lost');
    await untilStatus(workspace, 'Lost', ({ step: now }) => now > at + 10);
    await page.getByRole('tab', { name: 'Lost', exact: true }).click();
    await reaches(panel, 'step', now => now > at + 10);
    assert.deepEqual(await logOf(workspace, 'Lost', 'warning'), [await softwareWarning(workspace)]);
  });
  await step('the graphics card is taken away: it goes on on the CPU, and the panel says so', async () => {
    const browser = await page.context().browser().newBrowserCDPSession();
    await browser.send('Browser.crashGpuProcess');
    await panel.getByRole('status').getByText(/^The graphics card was taken away from the panel\. The run goes on on the CPU from step \d+\.$/).waitFor({ timeout: 60_000 });
    await goesOn(workspace, 'Lost', 'The graphics card was taken away from the panel.');
    await shot('lost');
    await press(panel, 'Stop');
    await badge(panel, 'stopped').waitFor({ timeout: 60_000 });
  });
  await step('the panel is closed: it goes on on the CPU, and a new panel says so', async () => {
    await setTheme(page, 'light');
    const closing = await start(page, 'closed');
    await reaches(closing, 'step', now => now > 12);
    await runCommand(page, 'View: Close Editor');
    await goesOn(workspace, 'Closed', 'The panel was closed.');
    await openView(page, 'Unfold');
    await treeRow(page, 'Closed').click();
    const again = await webview(page, 'h1[title="Closed"]');
    await again.getByRole('status').getByText(/^The panel was closed\. The run goes on on the CPU from step \d+\.$/).waitFor();
    await shot('closed');
    await press(again, 'Stop');
    await badge(again, 'stopped').waitFor({ timeout: 60_000 });
  });
  await step('"auto" does not try a graphics card that is a program', async () => {
    const chosen = await start(page, 'chosen');
    await reaches(chosen, 'step', now => now > further);
    const messages = await logOf(workspace, 'Chosen', 'info');
    assert.match(messages.join('\n'), /^The panel has no graphics card \(.*SwiftShader.*\), so WebGL is not tried\.$/m);
    assert.equal((await documentOf(workspace, 'Chosen', 'experiment.json')).resolved.device, 'wasm');
    await press(chosen, 'Stop');
    await badge(chosen, 'stopped').waitFor({ timeout: 60_000 });
  });
}

async function start(page, file) {
  await openFile(page, `${file}.unfold.json`);
  await page.locator('.tab.active', { hasText: `${file}.unfold.json` }).waitFor();
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
  return webview(page, `body:has(h1[title="${file[0].toUpperCase()}${file.slice(1)}"]) .top-bar [data-fact="loss"]`, 200_000);
}

/** The journal says why, and no step is missing or there twice once its resume mark is heeded. */
async function goesOn(workspace, title, why) {
  const { step: at } = await statusOf(workspace, title);
  await untilStatus(workspace, title, ({ step: now, state }) => state === 'running' && now > at + further);
  const said = (await logOf(workspace, title, 'warning')).find(message => message.startsWith(why));
  const from = Number(/^The run goes on on the CPU from step (\d+)\.$/.exec(said.slice(why.length + 1))[1]);
  const lines = await linesOf(workspace, title, 'metrics.jsonl');
  assert.deepEqual(lines.filter(line => 'resume' in line), [{ resume: from }]);
  const mark = lines.findIndex(line => 'resume' in line);
  const steps = [...lines.slice(0, mark).filter(line => line.step <= from), ...lines.slice(mark + 1)].filter(({ kind }) => kind === 'step').map(line => line.step);
  assert.deepEqual(steps, steps.map((_, index) => index + 1));
  assert.equal((await documentOf(workspace, title, 'experiment.json')).resolved.device, 'webgl');
}

async function runFile(workspace, title, name) {
  const runs = join(workspace, '.unfold/runs');
  const id = (await readdir(runs)).find(each => each.includes(`-${title.toLowerCase()}-`));
  return readFile(join(runs, id, name), 'utf8');
}

const documentOf = async (workspace, title, name) => JSON.parse(await runFile(workspace, title, name));
const statusOf = (workspace, title) => documentOf(workspace, title, 'status.json');
const linesOf = async (workspace, title, name) => (await runFile(workspace, title, name)).split('\n').slice(0, -1).map(line => JSON.parse(line));
const logOf = async (workspace, title, level) => (await linesOf(workspace, title, 'log.jsonl')).filter(line => line.level === level).map(({ message }) => message);

/** What a person is told where WebGL is drawn by a program, as everywhere in these tests. */
const softwareWarning = async workspace => (await logOf(workspace, 'Lost', 'warning')).find(message => /SwiftShader.*This is a program, not a graphics card/.test(message));

async function untilStatus(workspace, title, holds) {
  let last;
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 200))) {
    last = await statusOf(workspace, title);
    if (holds(last)) return last;
  }
  throw new Error(`the run “${title}” stands as ${JSON.stringify(last)}`);
}
