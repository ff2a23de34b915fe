// Installs, builds, prepares the gallery's data and opens VS Code with Unfold and the gallery.
// --port N, --no-open: no browser. --embedded: VS Code in the browser even where the desktop one is installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { flags } from './lib/arguments.mjs';
import { capture, node } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { packagedFile } from './lib/manifest.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { Trouble, say, script, stage } from './lib/say.mjs';
import { installExtension, startServer, userDir, welcomeSettings, writeSettingsOnce } from './lib/server.mjs';

const gallery = inRoot('examples');
const shell = process.platform === 'win32';

const hasDesktop = () => capture('code', ['--version'], { shell }).then(({ code }) => code === 0, () => false);

async function openDesktop() {
  await node('scripts/build.mjs');
  say('opening VS Code');
  const child = spawn('code', [`--extensionDevelopmentPath=${root}`, gallery], { shell, detached: true, stdio: 'ignore' });
  await once(child, 'spawn');
  child.unref();
}

/** The browser that this person has chosen; where none opens, the address has been printed. */
function openBrowser(url) {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

/** As a user has it: the packaged extension, installed, in a VS Code server that only this machine reaches. */
async function openEmbedded({ port, open }) {
  await node('scripts/package.mjs');
  await stage('installing Unfold in the VS Code server', async () => installExtension(await packagedFile(), userDir));
  await writeSettingsOnce(userDir, welcomeSettings);
  const server = await startServer({ dataDir: userDir, port });
  const url = `${server.url}/?folder=${pathToFileURL(gallery).pathname}`;
  console.log(`\nUnfold is running. Open this address; Ctrl+C ends it.\n\n  ${url}\n`);
  if (open) openBrowser(url);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
  await server.ended;
}

function portNumber(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Trouble(`--port ${text} is not a port (1 to 65535)`);
  return port;
}

await script(async () => {
  const { port, embedded, 'no-open': quiet } = flags({
    port: { type: 'string' }, embedded: { type: 'boolean' }, 'no-open': { type: 'boolean' },
  });
  const wanted = { port: portNumber(port), open: !quiet };
  await ensureDependencies();
  if (!embedded && await hasDesktop()) await openDesktop();
  else await openEmbedded(wanted);
});
