import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { open, runCommand, setTheme } from './lib/workbench.mjs';

export const name = 'Somebody writes a cell from memory, with no New Cell before it';
export const timeout = 200_000;
export const onDemand = true;

const cell = `import { add, defineCell, matMul, tanh } from 'unfold';

export default defineCell(({ inputSize, hiddenSize: n }) => ({
  parameters: { U: { shape: [inputSize, n] }, W: { shape: [n, n] }, b: { shape: [n] } },
  step({ U, W, b }, { h: before }, x) {
    return { state: { h: tanh(add(b, add(matMul(x, U), matMul(before, W)))) } };
  },
}));
`;

async function openCell(page) {
  await page.keyboard.press('Control+P');
  await page.keyboard.type('mine.ts');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'mine.ts' }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Pictures in test-results/person. */
export async function run({ page, server, workspace, shot, step }) {
  await mkdir(join(workspace, 'cells'));
  const file = join(workspace, 'cells/mine.ts');
  await writeFile(file, cell);
  await writeFile(join(workspace, 'x.unfold.json'), '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 8 }] } }\n');
  await step('the light bulb has the types', async () => {
    await open(page, { server, workspace });
    await openCell(page);
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await page.locator('.codelens-decoration a', { hasText: 'Train 50 Steps' }).first().waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    for (const _ of "d';") await page.keyboard.press('ArrowLeft'); // within 'unfold'
    await page.keyboard.press('Control+.');
    await page.getByText("Refer to the types of").first().waitFor();
    await shot('bulb');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'reference path' }).first().waitFor();
    await page.keyboard.press('Control+S');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: 60_000 });
    for (const theme of ['dark', 'light']) {
      await setTheme(page, theme);
      await shot(`typed-${theme}`);
    }
    assert.match(await readFile(file, 'utf8'), /^\/\/\/ <reference path="\.\/unfold\.d\.ts" \/>\nimport/);
    assert.match(await readFile(join(workspace, 'cells/unfold.d.ts'), 'utf8'), /Written by Unfold/);
  });
  await step('a folder with a cell alone has lenses', async () => {
    await rm(join(workspace, 'x.unfold.json'));
    await runCommand(page, 'View: Close All Editors');
    await open(page, { server, workspace });
    await openCell(page);
    await page.locator('.codelens-decoration a', { hasText: 'Train 50 Steps' }).first().waitFor({ timeout: 30_000 });
    await shot('alone');
  });
}
