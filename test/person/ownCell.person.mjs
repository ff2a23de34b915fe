import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAccessibility } from './lib/accessibility.mjs';
import { badge, fact, press, reaches } from './lib/panel.mjs';
import { answer, changeSettings, choose, chooseFromMenu, inEveryTheme, open, openFile, openView, runCommand, runRow, webview } from './lib/workbench.mjs';

export const name = 'A folder that is not trusted, and a cell of one’s own: it runs once the folder is, is changed while its run is paused, and wrong';
export const timeout = 300_000;

/** @param shape of W @param a what goes into tanh */
const cell = (shape, a) => `import { add, defineCell, matMul, tanh, type Sizes } from 'unfold';

export default defineCell(({ inputSize: nX, hiddenSize: n }: Sizes) => ({
  parameters: { U: { shape: [nX, n] }, W: { shape: ${shape} } },
  step({ U, W }, { h }, x) {
    const a = ${a};
    return { state: { h: tanh(a) } };
  },
}));
`;
const plain = 'add(matMul(x, U), matMul(h, W))';

const experiment = kind => JSON.stringify({
  name: kind.includes('/') ? 'own' : 'built in', data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind }, hiddenSize: 8 }] },
  training: { steps: 1_000_000, batchSize: 8, tau: 12 }, checkpoints: { every: 100, keep: 2 },
}, null, 2);

export async function run({ page, server, workspace, shot, step }) {
  const write = text => writeFile(join(workspace, 'cells/mine.ts'), text);
  await changeSettings(server, { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' });
  const notification = text => page.locator('.notification-list-item', { hasText: text }).last();
  await step('a folder that is not trusted: the sidebar says what that means', async () => {
    await open(page, { server, workspace });
    await openView(page, 'Unfold');
    await page.getByText('This folder is in Restricted Mode').waitFor({ timeout: 60_000 });
    await shot('untrusted');
  });
  await mkdir(join(workspace, 'cells'));
  await write(cell('[n, n]', plain));
  await writeFile(join(workspace, 'own.unfold.json'), experiment('./cells/mine.ts'));
  await writeFile(join(workspace, 'built-in.unfold.json'), experiment('tanh'));
  await step('its cell does not run there, and that is explained', async () => {
    await page.locator('.sidebar .monaco-list-row', { hasText: 'built-in' }).first().waitFor();
    await runCommand(page, 'Unfold: Run');
    await choose(page, 'own');
    await notification('code runs only where you trust who wrote it').waitFor();
    await shot('restricted');
    await notification('code runs only where').getByRole('button', { name: /^Clear/ }).click();
  });
  await step('nor are its gradients checked', async () => {
    await runCommand(page, 'Unfold: Check Gradients');
    await choose(page, 'own');
    await notification('code runs only where you trust who wrote it').waitFor();
  });
  await step('what stands above a cell explains it too', async () => {
    await openFile(page, 'mine.ts');
    await notification('code runs only where').getByRole('button', { name: /^Clear/ }).click();
    await page.locator('.codelens-decoration a', { hasText: 'Check Gradients' }).first().click();
    await notification('cells/mine.ts is code of this folder').waitFor();
    await notification('cells/mine.ts is code of this folder').getByRole('button', { name: /^Clear/ }).click();
  });
  await step('what needs no code trains, and shows what is inside its steps', async () => {
    await runCommand(page, 'Unfold: Run');
    await choose(page, 'built-in');
    const panel = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    await reaches(panel, 'step', at => at > 5);
    await press(panel, 'Stop');
    await badge(panel, 'stopped').waitFor();
    await panel.locator('.inside summary').click();
    await panel.locator('.step-frame svg').scrollIntoViewIfNeeded({ timeout: 30_000 });
    await panel.locator('.inside', { hasText: 'With the parameters of step' }).waitFor();
    await shot('inside-built-in');
  });
  await step('a run is deleted after a question', async () => {
    await runRow(page, 'built in').click({ button: 'right' });
    await chooseFromMenu(page, 'Delete');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Move to Trash' }).click();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete Permanently' }).click(); // a server has no trash
    await page.getByText('No run yet.').waitFor();
    await runCommand(page, 'View: Close All Editors');
  });
  await step('a cell of one\'s own is written there, and does not run', async () => {
    await runCommand(page, 'Unfold: New Cell…');
    await choose(page, 'lstm');
    await choose(page, 'TypeScript');
    await answer(page, 'written');
    await page.getByText('Long short-term memory').first().waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await notification('cells/written.ts is code of this folder').waitFor();
    await shot('untrusted-cell');
    await notification('code runs only where').getByRole('button', { name: /^Clear/ }).click();
  });
  await step('trust is managed from there', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Unfold: Run');
    await choose(page, 'own');
    await notification('code runs only where').getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).waitFor();
    await runCommand(page, 'View: Close All Editors');
  });
  const panel = await step('then it runs', async () => {
    await runCommand(page, 'Unfold: Run');
    await choose(page, 'own');
    const panel = await webview(page, '.top-bar [data-fact="loss"]', 60_000);
    await reaches(panel, 'step', at => at > 5);
    return panel;
  });
  await step('the operations of a step are drawn', async () => {
    await panel.locator('.inside summary').click();
    await panel.locator('.step-frame svg').scrollIntoViewIfNeeded({ timeout: 30_000 });
    await panel.locator('.inside', { hasText: 'at t = 12' }).locator('p', { hasText: 'the same at every t' }).waitFor();
    const before = await panel.locator('.step-frame svg').textContent();
    await panel.locator('input[aria-label="Time step"]').fill('3');
    await panel.locator('.inside', { hasText: 'at t = 3' }).waitFor();
    if (await panel.locator('.step-frame svg').textContent() === before) throw new Error('the numbers at t = 3 are those at t = 12');
    await shot('inside');
  });
  await step('a changed file is offered while it is paused', async () => {
    await press(panel, 'Pause');
    await badge(panel, 'paused').waitFor();
    await write(cell('[n, n]', plain.replace('matMul(h, W)', 'tanh(matMul(h, W))')));
    await panel.getByRole('button', { name: 'Continue with the new code' }).scrollIntoViewIfNeeded();
    await shot('offer');
    await inEveryTheme(page, panel, async theme => {
      await checkAccessibility(panel, theme);
      await panel.locator('.step-frame svg').scrollIntoViewIfNeeded();
      await shot(`inside-${theme}`);
    });
    const at = await fact(panel, 'step');
    await press(panel, 'Continue with the new code');
    await panel.locator('.logs', { hasText: './cells/mine.ts was changed since step' }).waitFor({ timeout: 60_000 });
    await reaches(panel, 'step', now => now > at);
  });
  await step('shapes that do not fit are told, both', async () => {
    await press(panel, 'Pause');
    await badge(panel, 'paused').waitFor();
    await write(cell('[n, 2 * n]', plain));
    await panel.locator('.notice', { hasText: 'the parameter W is [8, 16] now and was [8, 8]' }).waitFor();
    await shot('misfit');
    await press(panel, 'Stop');
    await badge(panel, 'stopped').waitFor();
  });
  await step('a mistake ends a run with a link to its line', async () => {
    await write(cell('[n, n]', plain.replace('(h, W)', '(W, h)')));
    await press(panel, 'Run again');
    const failed = await webview(page, '[data-situation="failed"]', 60_000);
    await shot('failed');
    await failed.locator('.notice button.link', { hasText: './cells/mine.ts:6:' }).first().click();
    await page.locator('.tab', { hasText: 'mine.ts' }).waitFor();
    await page.getByRole('button', { name: /Ln 6, Col/ }).waitFor();
    await shot('place');
  });
}
