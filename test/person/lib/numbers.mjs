import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTensors } from './safetensors.mjs';
import { gradientByFiniteDifferences } from './tanhNetwork.mjs';
import { badge } from './panel.mjs';
import { openFile, runCommand, webview } from './workbench.mjs';

const text = 'the whale, the white whale, the sea and the ship. '.repeat(40);
const tau = 9;
const steps = 6;
const experiment = {
  name: 'Numbers',
  data: { kind: 'text', file: 'words.txt', validation: 0.2 },
  model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 5 }] },
  training: { steps, batchSize: 4, tau, probeEvery: 1, validateEvery: 1000 },
};

/** A tanh network small enough to be differentiated by hand, trained by the extension in a window that is open, its checkpoint read by the test. */
export async function checkNumbers({ page, workspace, shot, step }) {
  await writeFile(join(workspace, 'words.txt'), text);
  await writeFile(join(workspace, 'numbers.unfold.json'), JSON.stringify(experiment, null, 2));
  const panel = await step('a small run ends', async () => {
    await openFile(page, 'numbers.unfold.json');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    const opened = await webview(page, '.top-bar', 60_000);
    await badge(opened, 'done').waitFor({ timeout: 60_000 });
    await opened.locator(`tr[data-probe="layers.0.h"]`).waitFor();
    await shot('done');
    return opened;
  });
  await step('every ‖∂L/∂h⁽ᵗ⁾‖ in the page agrees', async () => {
    const expected = gradientByFiniteDifferences(await trainedNetwork(workspace), await probedSequence(workspace));
    for (let t = 0; t < tau; t++) {
      const shown = await gradientNorm(panel, t);
      assert.ok(Math.abs(shown - expected[t]) <= 1e-4 * Math.max(...expected), `t = ${t}: the page shows ${shown}, finite differences give ${expected[t]}`);
    }
  });
  await runCommand(page, 'View: Close All Editors');
}

async function gradientNorm(panel, t) {
  await panel.locator('.scrubber input').fill(String(t + 1));
  return Number(await panel.locator(`tr[data-probe="layers.0.h"][data-t="${t}"]`).getAttribute('data-gradient-norm'));
}

async function runFile(workspace, ...parts) {
  const runs = join(workspace, '.unfold/runs');
  const id = (await readdir(runs)).find(each => each.includes('-numbers-'));
  return join(runs, id, ...parts);
}

async function trainedNetwork(workspace) {
  const { tensors } = await readTensors(await runFile(workspace, 'checkpoints', `step-${steps}.safetensors`));
  return { U: tensors.get('layers.0.U'), W: tensors.get('layers.0.W'), b: tensors.get('layers.0.b'), V: tensors.get('V'), c: tensors.get('c') };
}

/** The characters of the probed sequence as places in the sorted alphabet. */
async function probedSequence(workspace) {
  const { metadata } = await readTensors(await runFile(workspace, 'probe.safetensors'));
  const alphabet = [...new Set(text)].sort();
  const { inputs, targets } = JSON.parse(metadata['unfold.probe']);
  const place = written => alphabet.indexOf(written === '␣' ? ' ' : written);
  return { x: inputs.map(place), y: targets.map(place) };
}
