import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onlyErrors, run } from './command.mjs';
import { Trouble, say, stage } from './say.mjs';

const onPath = names => (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)));

const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap(name =>
  ['/Applications', join(homedir(), 'Applications')].map(folder => `${folder}/${name}.app/Contents/MacOS/${name}`));

const windowsPrograms = () => ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
  .flatMap(name => process.env[name] ?? [])
  .flatMap(folder => ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    .map(program => join(folder, program)));

function candidates() {
  if (process.platform === 'darwin') return macApplications;
  if (process.platform === 'win32') return windowsPrograms();
  return onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']);
}

const isProgram = file => access(file, constants.X_OK).then(() => true, () => false);

/** @returns the path of an installed Chromium, Chrome or Edge, or undefined */
export async function findBrowser() {
  const named = process.env.CHROME_PATH;
  for (const file of named ? [named, ...candidates()] : candidates()) if (await isProgram(file)) return file;
  return undefined;
}

async function installFromDebian(print) {
  const quiet = { print, stdio: onlyErrors(print), env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], quiet);
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'chromium'], quiet);
}

const mayInstall = async () => process.getuid?.() === 0 && (await isProgram('/usr/bin/apt-get'));

/** Finds a browser, or installs Debian's Chromium where it may. @param print gets what there is to say, else it is shown @returns its path */
export async function ensureBrowser(print) {
  const found = await findBrowser();
  if (found) return found;
  if (await mayInstall()) await stage('installing Chromium', () => installFromDebian(print), print).catch(error => say(error.message, print));
  const installed = await findBrowser();
  if (!installed) throw new Trouble('No browser found. Install Chromium, Google Chrome or Microsoft Edge, or name one in CHROME_PATH.');
  return installed;
}

/** Starts a headless browser. The CPU draws windows and canvases; of a graphics card there is only WebGL, which SwiftShader plays. */
export async function launchBrowser() {
  const { chromium } = await import('playwright-core');
  const rootOnly = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: await ensureBrowser(),
    args: [...rootOnly, '--disable-gpu', '--enable-unsafe-swiftshader', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run'],
  });
}
