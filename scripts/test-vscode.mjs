// Runs the extension-host tests inside a real VS Code: its server, and a headless browser for the window. [all|webgl|times|web…]
// Each suite is a VS Code of its own; `web` is one in a browser alone, where the extension's `browser` entry runs.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folderInMemory, serveAlone } from './lib/alone.mjs';
import { launchBrowser } from './lib/browser.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { parseCounts, recordCounts } from './lib/results.mjs';
import { Trouble, script } from './lib/say.mjs';
import { quietSettings, startServer, writeSettings } from './lib/server.mjs';

const limit = 10 * 60_000;
const suites = ['all', 'webgl', 'times', 'web'];
/** As the counts and the log are called. */
const nameOf = suite => (suite === 'all' ? 'vscode' : `vscode-${suite}`);

/** @param extension the address of its folder */
function address({ url }, folder, extension, suite) {
  const payload = [['extensionDevelopmentPath', extension], ['skipWelcome', 'true'], ['extensionTestsPath', `${extension}/dist/test/${suite}.js`]];
  return `${url}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** VS Code's own lines go to a file, those of the tests to the terminal. @returns what a test said, undefined where VS Code said it */
function hear(line, log) {
  log.push(line);
  if (!line.startsWith('[test] ')) return undefined;
  const said = line.slice('[test] '.length);
  console.log(said);
  return said;
}

async function keepLog(suite, log) {
  await mkdir(inRoot('test-results'), { recursive: true });
  await writeFile(inRoot(`test-results/${nameOf(suite)}.log`), log.join('\n'));
}

/** Opens the window and waits for the tests to end. @returns the exit code and the counts that they printed */
async function runTests(page, where, log) {
  let counts;
  const failures = [];
  await page.exposeFunction('codeAutomationLog', (_, parts) => {
    const said = hear(parts.map(String).join(' '), log) ?? '';
    if (said.startsWith('✗ ')) failures.push(said.slice('✗ '.length).split('\n', 2).join(': '));
    counts = parseCounts(said) ?? counts;
  });
  const code = await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Trouble(`The tests inside VS Code did not end within ${limit / 60_000} minutes.`)), limit).unref();
    page.exposeFunction('codeAutomationExit', resolve).then(() => page.goto(where)).catch(reject);
    page.on('crash', () => reject(new Trouble('The browser page with VS Code crashed.')));
  });
  return { code, counts: counts && { ...counts, failures } };
}

/** @returns whether every test of the suite passed */
async function runSuite(suite) {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-test-'));
  const [dataDir, workspace] = [join(folder, 'user'), join(folder, 'workspace')];
  await cp(inRoot('test/vscode/workspace'), workspace, { recursive: true });
  await writeSettings(dataDir, quietSettings);
  const log = [];
  let server, browser, alone;
  try {
    server = await startServer({ dataDir, extra: ['--enable-smoke-test-driver'], env: { UNFOLD_PROJECT: root } });
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    if (suite === 'web') alone = await serveAlone(server, join(folder, 'extension'));
    const path = at => pathToFileURL(at).pathname;
    const where = alone ? address(alone, folderInMemory, alone.extension, suite) : address(server, path(workspace), `vscode-remote://127.0.0.1:${server.port}${path(root)}`, suite);
    const { code, counts } = await runTests(page, where, log);
    if (counts) await recordCounts(nameOf(suite), counts);
    const passed = code === 0 && counts?.passed > 0;
    if (!passed) console.log(`VS Code's own log: test-results/${nameOf(suite)}.log`);
    return passed;
  } finally {
    // A server that is left running keeps this process from ending, whatever else went wrong.
    await Promise.allSettled([keepLog(suite, log), browser?.close(), server?.stop(), alone?.stop()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

await script(async () => {
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : suites;
  const unknown = wanted.find(suite => !suites.includes(suite));
  if (unknown) throw new Trouble(`There is no suite ${unknown}; there are ${suites.join(', ')}.`);
  for (const suite of wanted) if (!await runSuite(suite)) process.exitCode = 1;
});
