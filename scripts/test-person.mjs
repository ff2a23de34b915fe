// Uses the packaged extension as a person would: a fresh user of a real VS Code, the .vsix installed, a browser for hands and eyes.
// Two scenarios at a time; those that measure times by themselves, in the end. --only NAME [WANTED…] runs one scenario of test/person/ and takes its pictures.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { abreast } from './lib/abreast.mjs';
import { ensureBrowser, launchBrowser } from './lib/browser.mjs';
import { ensureCodeServer, ensureNode } from './lib/code-server.mjs';
import { packagedFile } from './lib/manifest.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { recordCounts } from './lib/results.mjs';
import { Trouble, script, stage } from './lib/say.mjs';
import { installExtension, quietSettings, startServer, writeSettings } from './lib/server.mjs';
import { runScenario } from './lib/scenario.mjs';

const { values: { only }, positionals: wanted } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });

async function scenarios() {
  const files = (await readdir(inRoot('test/person'))).filter(name => name.endsWith('.person.mjs')).sort();
  const all = await Promise.all(files.map(async name => ({
    file: name.replace('.person.mjs', ''), ...await import(pathToFileURL(inRoot('test/person', name)).href),
  })));
  const chosen = only ? all.filter(({ file, name }) => file === only || name === only) : all.filter(({ onDemand }) => !onDemand);
  if (chosen.length === 0) throw new Trouble(`test/person has no scenario${only ? ` called ${only}: ${all.map(({ file }) => file).join(', ')}` : ''}`);
  return chosen;
}

/** A browser, and a server that has Unfold installed: what one scenario changes of them, none that runs beside it sees. */
async function openLane(folder) {
  const dataDir = join(folder, 'user');
  await installExtension(await packagedFile(), dataDir);
  const browser = await launchBrowser();
  const server = await startServer({ dataDir, extra: ['--reconnection-grace-time', '20'] }).catch(async error => { await browser.close(); throw error; });
  return { folder, server, browser, close: () => Promise.allSettled([browser.close(), server.stop()]) };
}

/** Opens one in each folder, side by side: what they open is got before, once for all. @param lanes gets those that are open, whatever becomes of the others */
async function openLanes(folders, lanes) {
  for (const ensure of [ensureBrowser, ensureNode, ensureCodeServer]) await ensure();
  const opened = await Promise.allSettled(folders.map(openLane));
  lanes.push(...opened.filter(({ status }) => status === 'fulfilled').map(({ value }) => value));
  const failed = opened.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** Each scenario gets its own folder, browser profile and fresh settings. Whatever is in its way is its failure, so that the others go on and are counted. */
const runIn = (lane, scenario, print) => tryIn(lane, scenario, print).catch(error => {
  print(`  ✗ ${scenario.name}: ${error.stack ?? error}\n`);
  return { passed: 0, failed: 1, failures: [`${scenario.name}: ${error.message ?? error}`] };
});

async function tryIn({ folder, server, browser }, scenario, print) {
  const workspace = join(folder, scenario.file);
  await mkdir(workspace, { recursive: true });
  await writeSettings(server.dataDir, quietSettings);
  return runScenario(scenario, { browser, server, workspace, projectRoot: root, wanted, pictures: only !== undefined }, print);
}

/** @param lanes of which only the first stays open */
async function runAll(scenarios, lanes) {
  const works = of => of.map(scenario => (print, lane) => runIn(lanes[lane], scenario, print));
  const counts = await abreast(works(scenarios.filter(({ measures }) => !measures)), lanes.length);
  await Promise.all(lanes.splice(1).map(lane => lane.close()));
  counts.push(...await abreast(works(scenarios.filter(({ measures }) => measures)), 1));
  const sum = name => counts.reduce((all, count) => all + count[name], 0);
  return { passed: sum('passed'), failed: sum('failed'), failures: counts.flatMap(({ failures }) => failures) };
}

await script(async () => {
  const chosen = await scenarios();
  const folder = await mkdtemp(join(tmpdir(), 'unfold-person-'));
  const names = ['a', 'b'].slice(0, Math.min(chosen.length, availableParallelism()));
  const lanes = [];
  try {
    await stage('installing the packaged extension', () => openLanes(names.map(name => join(folder, name)), lanes));
    const total = await runAll(chosen, lanes);
    console.log(`${total.passed} passed, ${total.failed} failed`);
    await recordCounts('person', total);
    process.exitCode = total.failed > 0 ? 1 : 0;
  } finally {
    await Promise.all(lanes.map(lane => lane.close()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
