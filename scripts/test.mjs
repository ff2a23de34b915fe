// Everything that must hold. --fast stops after the unit tests.
import { abreast } from './lib/abreast.mjs';
import { exitCode } from './lib/command.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureCodeServer, ensureNode } from './lib/code-server.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRoot } from './lib/paths.mjs';
import { allCounts, forgetCounts } from './lib/results.mjs';
import { script, stage } from './lib/say.mjs';

/** Milliseconds after which a stage is taken to hang. */
const limit = 60 * 60_000;

const succeeds = async (print, ...parameters) => (await exitCode(process.execPath, parameters, { print, limit })) === 0;
const own = (name, ...parameters) => print => succeeds(print, `scripts/${name}.mjs`, ...parameters);
const tool = (path, ...parameters) => print => succeeds(print, inRoot('node_modules', path), ...parameters);
const done = work => async print => { await work(print); return true; };

/** In order; those of one row do not need each other and run side by side. What measures time has a row of its own. */
const rows = [
  [{ title: 'npm packages', run: done(ensureDependencies), needed: true }],
  [{ title: 'generated sources', run: own('generate'), needed: true }],
  [
    { title: 'browser', run: done(ensureBrowser), needed: true, slow: true },
    { title: 'VS Code server', run: done(async print => { await ensureNode(print); await ensureCodeServer(print); }), needed: true, slow: true },
    { title: 'types', run: own('typecheck') },
    { title: 'lint', run: tool('eslint/bin/eslint.js', '.') },
    { title: 'lint with types', run: tool('oxlint/bin/oxlint', '--type-aware', 'src', 'webview', 'test') },
    { title: 'package', run: own('package'), needed: true, slow: true },
  ],
  [{ title: 'budgets', run: own('budgets'), slow: true }],
  [{ title: 'unit tests', run: tool('vitest/vitest.mjs', 'run'), suite: 'unit' }],
  [
    { title: 'tests inside VS Code', run: own('test-vscode', 'all'), suite: 'vscode', slow: true },
    { title: 'tests of WebGL inside VS Code', run: own('test-vscode', 'webgl'), suite: 'vscode-webgl', slow: true },
    { title: 'tests inside VS Code for the web', run: own('test-vscode', 'web'), suite: 'vscode-web', slow: true },
  ],
  [{ title: 'tests of the time that things take inside VS Code', run: own('test-vscode', 'times'), suite: 'vscode-times', slow: true }],
  [{ title: 'tests as a person', run: own('test-person'), suite: 'person', slow: true }],
];

const fast = process.argv.includes('--fast');

/** @returns those of a row that failed */
async function runRow(row) {
  const wanted = row.filter(({ slow }) => !(slow && fast));
  const side = wanted.length > 1;
  const succeeded = await abreast(wanted.map(({ title, run }) => print => stage(title, () => run(side ? print : undefined), print)));
  return wanted.filter((_, i) => !succeeded[i]);
}

/** Without what is `needed` nothing more can be told. @returns the stages that failed */
async function runRows() {
  const failed = [];
  for (const row of rows) {
    failed.push(...await runRow(row));
    if (failed.some(({ needed }) => needed)) break;
  }
  return failed;
}

/** A stage that failed without having counted anything (types, lint, a suite that did not start) counts as one failure. */
function sum(counts, failedStages) {
  const total = name => counts.reduce((all, count) => all + count[name], 0);
  const counted = new Set(counts.filter(({ failed }) => failed > 0).map(({ suite }) => suite));
  const uncounted = failedStages.filter(({ suite }) => !counted.has(suite));
  return { passed: total('passed'), failed: total('failed') + uncounted.length };
}

await script(async () => {
  await forgetCounts();
  const failedStages = await stage('everything', runRows);
  const { passed, failed } = sum(await allCounts(), failedStages);
  if (failedStages.length > 0) console.log(`✗ ${failedStages.map(({ title }) => title).join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failedStages.length > 0 || passed === 0) process.exitCode = 1;
});
