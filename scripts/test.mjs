// Everything that must hold. --fast stops after the unit tests.
import { exitCode } from './lib/command.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureCodeServer, ensureNode } from './lib/code-server.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRoot } from './lib/paths.mjs';
import { allCounts, forgetCounts } from './lib/results.mjs';
import { script, stage } from './lib/say.mjs';

const succeeds = async (...parameters) => (await exitCode(process.execPath, parameters)) === 0;
const own = (name, ...parameters) => () => succeeds(`scripts/${name}.mjs`, ...parameters);
const tool = (path, ...parameters) => () => succeeds(inRoot('node_modules', path), ...parameters);
const done = work => async () => { await work(); return true; };

/** In order. What a later stage needs is `needed`: without it nothing more can be told. */
const stages = [
  { title: 'npm packages', run: done(ensureDependencies), needed: true },
  { title: 'generated sources', run: own('generate'), needed: true },
  { title: 'types', run: own('typecheck') },
  { title: 'lint', run: tool('eslint/bin/eslint.js', '.') },
  { title: 'build', run: own('build'), needed: true },
  { title: 'unit tests', run: tool('vitest/vitest.mjs', 'run'), suite: 'unit' },
  { title: 'browser', run: done(ensureBrowser), needed: true, slow: true },
  { title: 'VS Code server', run: done(async () => { await ensureNode(); await ensureCodeServer(); }), needed: true, slow: true },
  { title: 'tests inside VS Code', run: own('test-vscode'), suite: 'vscode', slow: true },
  { title: 'tests inside VS Code for the web', run: own('test-vscode', '--web'), suite: 'vscode-web', slow: true },
  { title: 'package', run: own('package'), needed: true, slow: true },
  { title: 'budgets', run: own('budgets'), slow: true },
  { title: 'tests as a person', run: own('test-person'), suite: 'person', slow: true },
];

/** @returns the titles of the stages that failed */
async function runStages() {
  const failed = [];
  for (const { title, run, needed, slow } of stages) {
    if (slow && process.argv.includes('--fast')) continue;
    if (await stage(title, run)) continue;
    failed.push(title);
    if (needed) break;
  }
  return failed;
}

/** A stage that failed without having counted anything (types, lint, a suite that did not start) counts as one failure. */
function sum(counts, failedStages) {
  const total = name => counts.reduce((all, count) => all + count[name], 0);
  const counted = new Set(counts.filter(({ failed }) => failed > 0).map(({ suite }) => suite));
  const uncounted = stages.filter(({ title, suite }) => failedStages.includes(title) && !counted.has(suite));
  return { passed: total('passed'), failed: total('failed') + uncounted.length };
}

await script(async () => {
  await forgetCounts();
  const failedStages = await stage('everything', runStages);
  const { passed, failed } = sum(await allCounts(), failedStages);
  if (failedStages.length > 0) console.log(`✗ ${failedStages.join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failedStages.length > 0 || passed === 0) process.exitCode = 1;
});
