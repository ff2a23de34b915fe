import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkNumbers } from './lib/numbers.mjs';
import { badge, fact, press, reaches } from './lib/panel.mjs';
import { open, openFile, webview } from './lib/workbench.mjs';

export const name = 'The gradients in the page are those of finite differences; a run survives the death of the extension host, and resumes after its own';

const experiment = {
  name: 'Long lived',
  data: { kind: 'task', task: 'adding', validationSequences: 8 },
  model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8 }] },
  training: { steps: 1_000_000, batchSize: 4, tau: 10 },
  checkpoints: { every: 100 },
};

export async function run({ page, server, workspace, shot, step }) {
  await writeFile(join(workspace, 'long.unfold.json'), JSON.stringify(experiment, null, 2));
  await step('a folder is open', () => open(page, { server, workspace }));
  await checkNumbers({ page, workspace, shot, step });
  const { orphan, before } = await step('a run is on', async () => {
    await openFile(page, 'long.unfold.json');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const panel = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    return { orphan: panel, before: await reaches(panel, 'step', now => now > 20) };
  });
  await step('the extension host is killed, the run is not', async () => {
    process.kill(extensionHostOf(server), 'SIGKILL');
    await isReplaced(page, orphan);
    const panel = await stepsOn(page, before + 50);
    assert.equal(await panel.locator('[data-plot="loss"] [data-line="training"]').count(), 1);
    await press(panel, 'Pause');
    await badge(panel, 'paused').waitFor();
    await press(panel, 'Resume');
    await badge(panel, 'running').waitFor();
    await shot('host-killed');
  });
  await step('its own process is killed: the panel says so, and Resume goes on', async () => {
    const panel = await webview(page, '.top-bar');
    await reaches(panel, 'step', now => now > 200);
    process.kill(await workerOf(workspace), 'SIGKILL');
    await badge(panel, 'failed').waitFor({ timeout: 60_000 });
    await panel.getByText('killed, or out of memory').waitFor();
    await shot('worker-killed');
    const at = await fact(panel, 'step');
    await panel.getByRole('button', { name: 'Resume from the last checkpoint' }).click();
    await badge(panel, 'running').waitFor({ timeout: 60_000 });
    await reaches(panel, 'step', now => now > at);
    await press(panel, 'Stop');
    await badge(panel, 'stopped').waitFor({ timeout: 60_000 });
  });
}

/** Waits until the page of a panel whose extension host has died is taken away, for another to come. */
async function isReplaced(page, orphan) {
  for (const end = Date.now() + 120_000; Date.now() < end; await page.waitForTimeout(100)) if (orphan.isDetached()) return;
  throw new Error('the panel of a dead extension host stays');
}

/** Waits until a panel, which may be a new one, shows a step beyond `step`. */
async function stepsOn(page, step) {
  for (const end = Date.now() + 120_000; Date.now() < end;) {
    const panel = await webview(page, '.top-bar [data-fact="step"]', 60_000);
    const reached = await reaches(panel, 'step', now => now > step, 2000).catch(() => undefined);
    if (reached) return panel;
  }
  throw new Error(`no panel gets beyond step ${step}`);
}

/** The extension host that this test's server started. */
function extensionHostOf({ pid }) {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' }).split('\n');
  return Number.parseInt(children.findLast(line => line.includes('--type=extensionHost')), 10);
}

/** The process that the run folder names as its owner. */
async function workerOf(workspace) {
  const runs = join(workspace, '.unfold/runs');
  const id = (await readdir(runs)).find(each => each.includes('-long-lived-'));
  return JSON.parse(await readFile(join(runs, id, 'status.json'), 'utf8')).owner.pid;
}
