import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badge, fact, press, reaches } from './lib/panel.mjs';
import { open, openFile, webview } from './lib/workbench.mjs';

export const name = 'A run computes on WebGL in its panel, and goes on on the CPU when that is gone';
export const timeout = 420_000;

const experimentOf = title => ({
  name: title, device: 'webgl',
  data: { kind: 'task', task: 'adding', validationSequences: 8 },
  model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 16 }] },
  training: { steps: 1_000_000, batchSize: 8, tau: 10, validateEvery: 50, probeEvery: 50 },
  checkpoints: { every: 100 },
});

export async function run({ page, server, workspace, shot, step }) {
  await writeFile(join(workspace, 'first.unfold.json'), JSON.stringify(experimentOf('First'), null, 2));
  const panel = await step('"device": "webgl" trains in the panel, and says so', async () => {
    await open(page, { server, workspace });
    await openFile(page, 'first.unfold.json');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const opened = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    await opened.getByText('Computes with TensorFlow.js on WebGL in the panel').waitFor();
    await reaches(opened, 'step', now => now > 60);
    await shot('running');
    return opened;
  });
  await press(panel, 'Stop');
  await badge(panel, 'stopped').waitFor({ timeout: 60_000 });
  console.log(await fact(panel, 'step'));
}
