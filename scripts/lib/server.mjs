import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { capture } from './command.mjs';
import { ensureCodeServer, ensureNode } from './code-server.mjs';
import { inRoot } from './paths.mjs';
import { Trouble } from './say.mjs';

/** Where the server that people use keeps their settings from one start to the next. */
export const userDir = inRoot('.vscode-test/user');

/** What a person who opens the gallery starts with, theirs to change: the gallery is trusted, the chat is out of the way. */
export const welcomeSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** A user of the tests. */
export const quietSettings = { ...welcomeSettings, 'git.enabled': false };

/** @returns `wanted`, or any port that nothing listens on. @throws when `wanted` is taken */
async function freePort(wanted = 0) {
  const probe = createServer().listen(wanted, '127.0.0.1');
  await once(probe, 'listening').catch(error => { throw new Trouble(`Port ${wanted} can't be used: ${error.message}`); });
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

export async function writeSettings(dataDir, settings, flag = 'w') {
  await mkdir(join(dataDir, 'data/User'), { recursive: true });
  await writeFile(join(dataDir, 'data/User/settings.json'), JSON.stringify(settings, null, 2), { flag });
}

/** Leaves settings that are already there as they are. */
export const writeSettingsOnce = (dataDir, settings) => writeSettings(dataDir, settings, 'wx').catch(() => {});

/** Installs a packaged extension for the user whose folder `dataDir` is. */
export async function installExtension(vsix, dataDir) {
  const parameters = [await ensureCodeServer(), '--server-data-dir', dataDir, '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  const { code, output } = await capture(await ensureNode(), parameters);
  if (code !== 0 || !output.includes('was successfully installed')) throw new Trouble(`${vsix} does not install:\n${output}`);
}

/** Takes an extension from the user whose folder `dataDir` is. */
export async function uninstallExtension(id, dataDir) {
  const parameters = [await ensureCodeServer(), '--server-data-dir', dataDir, '--accept-server-license-terms', '--uninstall-extension', id];
  const { code, output } = await capture(await ensureNode(), parameters);
  if (code !== 0) throw new Trouble(`${id} can't be uninstalled:\n${output}`);
}

async function untilAnswers(url, child, log) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Trouble(`The VS Code server ended with ${child.exitCode}:\n${log()}`);
    if (await fetch(`${url}/version`).then(({ ok }) => ok, () => false)) return;
    await wait(100);
  }
  throw new Trouble(`The VS Code server did not answer within a minute:\n${log()}`);
}

/**
 * Starts a VS Code server on this machine only, without a token.
 * @param dataDir the user's folder; a fresh one is a fresh user
 * @param extra more flags, such as the smoke test driver
 * @returns its address, its process, a promise of its end, and how to stop it
 */
export async function startServer({ dataDir, port: wanted, extra = [], env = {} }) {
  const port = await freePort(wanted);
  const child = spawn(await ensureNode(), [
    await ensureCodeServer(), '--host', '127.0.0.1', '--port', String(port), '--without-connection-token',
    '--accept-server-license-terms', '--server-data-dir', dataDir, '--telemetry-level', 'off', ...extra,
  ], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output = (output + text).slice(-20_000)));
  const log = () => output;
  const url = `http://127.0.0.1:${port}`;
  const server = { url, port, pid: child.pid, dataDir, log, ended: once(child, 'exit'), stop: () => stop(child) };
  await untilAnswers(url, child, log).catch(async error => { await server.stop(); throw error; });
  return server;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}
