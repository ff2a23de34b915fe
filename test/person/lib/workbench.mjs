import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const quickInput = page => page.locator('.quick-input-widget:visible');
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

/** Which folder is open in a window. */
const folders = new WeakMap();

/** Opens a folder in a VS Code window and waits until its explorer shows. */
export async function open(page, { server, workspace }) {
  folders.set(page, workspace);
  await page.goto(`${server.url}/?folder=${pathToFileURL(workspace).pathname}`);
  await page.locator('.explorer-folders-view .monaco-list').waitFor({ timeout: 60_000 });
}

const quickInputRow = (page, label) => quickInput(page).locator('.monaco-list-row', { has: page.getByText(label, { exact: true }) }).first();

const appears = locator => locator.waitFor({ timeout: 3_000 }).then(() => true, () => false);

/**
 * The palette lists what was contributed when it opened, so a window that is just starting may need a second look; and a key
 * pressed while a page is just getting the focus may be lost.
 */
async function findCommand(page, title) {
  await page.keyboard.press('F1');
  const input = quickInput(page).locator('input[type="text"]');
  if (!await appears(input)) return undefined;
  const filled = await input.fill(`>${title}`, { timeout: 3_000 }).then(() => true, () => false);
  if (!filled) return undefined;
  const row = quickInputRow(page, title);
  if (await appears(row)) return row;
  await page.keyboard.press('Escape');
  return undefined;
}

/** Runs a command by its title from the command palette. */
export async function runCommand(page, title) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const row = await findCommand(page, title);
    if (row) return row.click();
  }
  throw new Error(`the command palette does not offer ${title}`);
}

/** Chooses a row of the quick pick that is open, by its label, as one who types what they look for. */
export async function choose(page, label) {
  await quickInput(page).locator('input[type="text"]').fill(label);
  await quickInputRow(page, label).click();
}

/** Chooses from the context menu that is open. VS Code takes a click on a menu that has only just opened for the end of the one that opened it: then again. */
export async function chooseFromMenu(page, label) {
  const item = page.locator('.monaco-menu').getByText(label, { exact: true });
  for (let attempt = 0; attempt < 5; attempt++) {
    await item.click();
    if (await item.waitFor({ state: 'hidden', timeout: 2_000 }).then(() => true, () => false)) return;
  }
  throw new Error(`the menu stays open at ${label}`);
}

/**
 * Opens the context menu of files that are selected together in the explorer. A click opens a file, and the explorer selects it alone
 * when it is there, however late: what is selected is looked at once the menu is open, and if need be chosen anew.
 */
export async function menuOfFiles(page, files) {
  const row = file => page.locator('.explorer-folders-view .monaco-list-row').filter({ has: page.getByText(file, { exact: true }) });
  const [first, ...others] = files;
  for (let attempt = 0; attempt < 10; attempt++) {
    await row(first).click();
    await page.locator('.tab.active', { hasText: first }).waitFor();
    for (const other of others) await row(other).click({ modifiers: ['ControlOrMeta'] });
    await row(files.at(-1)).click({ button: 'right' });
    await page.locator('.monaco-menu').waitFor();
    const selected = await Promise.all(files.map(file => row(file).getAttribute('aria-selected')));
    if (selected.every(each => each === 'true')) return;
    await page.keyboard.press('Escape');
    await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
  }
  throw new Error(`${files.join(', ')} are not selected together`);
}

/** Answers the input box that is open. */
export async function answer(page, text) {
  const input = quickInput(page).locator('input[type="text"]');
  await input.waitFor();
  await input.fill(text);
  await input.press('Enter');
}

/** Opens a file of the workspace by its name. */
export async function openFile(page, name) {
  await page.keyboard.press(`${modifier}+P`);
  const input = quickInput(page).locator('input[type="text"]');
  await input.waitFor();
  await input.fill(name);
  await quickInput(page).locator('.monaco-list-row').filter({ hasText: name.split('/').at(-1) }).first().click();
}

/** Shows a view container by its icon in the activity bar. Pressing the icon of the one that shows would hide it. */
export async function openView(page, title) {
  const icon = page.locator('.activitybar').getByRole('tab', { name: title }).first();
  const shows = await icon.getAttribute('aria-expanded') === 'true' || await icon.evaluate(({ parentElement, classList }) => classList.contains('checked') || parentElement.classList.contains('checked'));
  if (!shows) await icon.click();
}

/** A row of a tree in the side bar. */
export const treeRow = (page, text) => page.locator('.sidebar .monaco-list-row').filter({ hasText: text }).first();

/** A run in the side bar, not the experiment of the same name above it. */
export const runRow = (page, run) => page.locator('.sidebar .monaco-list-row').filter({ hasText: run }).filter({ hasText: 'loss' });

/** Closes the only tab by its cross. */
export async function closeTab(page) {
  await page.locator('.tab .tab-actions a').click();
  await page.locator('.tab').waitFor({ state: 'detached' });
}

/**
 * Waits for a webview in which `selector` is visible.
 * A webview is a page in a page in a page, and one that was hidden comes back as a new one: ask again after hiding it.
 * @returns its innermost frame
 */
export async function webview(page, selector, timeout = 30_000) {
  for (const end = Date.now() + timeout; Date.now() < end; await page.waitForTimeout(100)) {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      if (await frame.locator(selector).first().isVisible().catch(() => false)) return frame;
    }
  }
  throw new Error(`no webview shows ${selector} within ${timeout / 1000} s`);
}

/** Changes the user's settings, for the next time that a window opens or reloads. */
export async function changeSettings(server, changes) {
  const file = join(server.dataDir, 'data/User/settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...settings, ...changes }, null, 2));
}

const themes = {
  light: { id: 'Light Modern', label: 'Light Modern', kind: 'vs' },
  dark: { id: 'Dark Modern', label: 'Dark Modern', kind: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', kind: 'hc-black' },
  highContrastLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', kind: 'hc-light' },
};

/** Changes the colour theme (light, dark, highContrast or highContrastLight) and waits until the window has it: in the settings of its folder, which takes a fraction of a second, or where there is none as a person does. */
export async function setTheme(page, theme) {
  const folder = folders.get(page);
  await (folder ? setThemeOfFolder(page, folder, themes[theme]) : chooseTheme(page, themes[theme]));
  await page.locator(`.monaco-workbench.${themes[theme].kind}`).waitFor();
}

async function setThemeOfFolder(page, folder, { id, kind }) {
  await mkdir(join(folder, '.vscode'), { recursive: true });
  for (let attempt = 0; attempt < 10; attempt++) { // a window that has only just opened does not watch its folder yet
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': id }));
    if (await appears(page.locator(`.monaco-workbench.${kind}`))) return;
  }
}

async function chooseTheme(page, { label }) {
  for (let attempt = 0; attempt < 10; attempt++) { // a window that has only just opened knows of none
    await runCommand(page, 'Preferences: Color Theme');
    await quickInput(page).locator('input[type="text"]').fill(label);
    if (await appears(quickInputRow(page, label))) break;
    await page.keyboard.press('Escape');
  }
  await choose(page, label);
  await quickInput(page).waitFor({ state: 'hidden' });
}

const webviewClasses = { vs: 'vscode-light', 'vs-dark': 'vscode-dark', 'hc-black': 'vscode-high-contrast' };

/** Waits for a webview that has the theme and in which `selector` is visible, and until that is drawn. @returns its innermost frame */
export async function inTheme(page, theme, selector) {
  const frame = await webview(page, `body.${webviewClasses[themes[theme].kind]} ${selector}`);
  await drawn(frame);
  return frame;
}

/** Waits for some frames: sizes are measured in one, charts made in the next. */
export const drawn = frame => frame.evaluate(async () => { for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame); });

/** Runs `work` in light, dark and high contrast, each once a webview has it too; light is what stays. */
export async function inEveryTheme(page, frame, work) {
  for (const theme of ['dark', 'highContrast', 'light']) {
    await setTheme(page, theme);
    await frame.locator(`body.${webviewClasses[themes[theme].kind]}`).waitFor();
    await work(theme);
  }
}

/** Waits for a notification with this text. */
export const notification = (page, text) => page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first().waitFor();
