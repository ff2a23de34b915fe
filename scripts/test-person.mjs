// Uses the packaged extension as a person would: a fresh user of a real VS Code, the .vsix installed, a browser for hands and eyes.
// --only NAME runs one scenario of test/person/.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from './lib/browser.mjs';
import { packagedFile } from './lib/manifest.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { recordCounts } from './lib/results.mjs';
import { Trouble, script, stage } from './lib/say.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from './lib/server.mjs';
import { runScenario } from './lib/scenario.mjs';

const { values: { only } } = parseArgs({ options: { only: { type: 'string' } } });

async function scenarios() {
  const files = (await readdir(inRoot('test/person'))).filter(name => name.endsWith('.person.mjs')).sort();
  const all = await Promise.all(files.map(async name => ({
    file: name.replace('.person.mjs', ''), ...await import(pathToFileURL(inRoot('test/person', name)).href),
  })));
  const chosen = only ? all.filter(({ file, name }) => file === only || name === only) : all.filter(({ onDemand }) => !onDemand);
  if (chosen.length === 0) throw new Trouble(`test/person has no scenario${only ? ` called ${only}: ${all.map(({ file }) => file).join(', ')}` : ''}`);
  return chosen;
}

/** Each scenario gets its own folder, browser profile and fresh settings; server and installed extension are shared. */
async function runAll(browser, server, folder) {
  const total = { passed: 0, failed: 0 };
  for (const scenario of await scenarios()) {
    const workspace = join(folder, scenario.file);
    await mkdir(workspace);
    await writeSettings(server.dataDir, quietSettings);
    const { passed, failed } = await runScenario(scenario, { browser, server, workspace, projectRoot: root });
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

await script(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-person-'));
  const dataDir = join(folder, 'user');
  await stage('installing the packaged extension', async () => installExtension(await packagedFile(), dataDir));
  const server = await startServer({ dataDir, extra: ['--reconnection-grace-time', '20'] });
  const browser = await launchBrowser();
  try {
    const total = await runAll(browser, server, folder);
    console.log(`${total.passed} passed, ${total.failed} failed`);
    await recordCounts('person', total);
    process.exitCode = total.failed > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
