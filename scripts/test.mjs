// Everything that must hold. --fast stops after the unit tests.
import { abreast } from './lib/abreast.mjs';
import { exitCode } from './lib/command.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { ensureCodeServer, ensureNode } from './lib/code-server.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRoot } from './lib/paths.mjs';
import { allCounts, forgetCounts } from './lib/results.mjs';
import { Trouble, script, stage } from './lib/say.mjs';

/** Milliseconds after which a stage is taken to hang. */
const limit = 60 * 60_000;

const succeeds = async (print, ...parameters) => (await exitCode(process.execPath, parameters, { print, limit })) === 0;
const own = (name, ...parameters) => print => succeeds(print, `scripts/${name}.mjs`, ...parameters);
const tool = (path, ...parameters) => print => succeeds(print, inRoot('node_modules', path), ...parameters);
const done = work => async print => { await work(print); return true; };

/** Each begins once those that it comes `after` are done: by default all above it, so that it has the machine to itself. What measures time must. */
const stages = [
  { title: 'npm packages', after: [], run: done(ensureDependencies), needed: true },
  { title: 'browser', after: [], run: done(ensureBrowser), needed: true, slow: true },
  { title: 'VS Code server', after: [], run: done(async print => { await ensureNode(print); await ensureCodeServer(print); }), needed: true, slow: true },
  { title: 'generated sources', after: ['npm packages'], run: own('generate'), needed: true },
  { title: 'package', after: ['generated sources'], run: own('package'), needed: true, slow: true },
  { title: 'budgets', after: ['package'], run: own('budgets'), slow: true },
  { title: 'types', after: ['generated sources'], run: own('typecheck') },
  { title: 'lint', after: ['generated sources'], run: tool('eslint/bin/eslint.js', '.') },
  { title: 'lint with types', after: ['generated sources'], run: tool('oxlint/bin/oxlint', '--type-aware', 'src', 'webview', 'test') },
  { title: 'unit tests', run: tool('vitest/vitest.mjs', 'run'), suite: 'unit' },
  { title: 'tests inside VS Code', after: ['unit tests'], run: own('test-vscode', 'all'), suite: 'vscode', slow: true },
  { title: 'tests of WebGL inside VS Code', after: ['unit tests'], run: own('test-vscode', 'webgl'), suite: 'vscode-webgl', slow: true },
  { title: 'tests inside VS Code for the web', after: ['unit tests'], run: own('test-vscode', 'web'), suite: 'vscode-web', slow: true },
  { title: 'tests of the time that things take inside VS Code', run: own('test-vscode', 'times'), suite: 'vscode-times', slow: true },
  { title: 'tests as a person', run: own('test-person'), suite: 'person', slow: true },
];

const fast = process.argv.includes('--fast');

/** Without what is `needed` nothing more can be told. @returns the stages that failed */
async function runStages() {
  const ends = new Map();
  const failed = new Set();
  const runOne = async (one, print) => {
    await Promise.all((one.after ?? [...ends.keys()]).map(title => ends.get(title)));
    if ([...failed].some(({ needed }) => needed)) return;
    const succeeded = await stage(one.title, () => one.run(one.after ? print : undefined), print).catch(error => print(`✗ ${one.title}: ${error instanceof Trouble ? error.message : error.stack ?? error}\n`));
    if (!succeeded) failed.add(one);
  };
  await abreast(stages.filter(({ slow }) => !(slow && fast)).map(one => print => {
    const end = runOne(one, print);
    ends.set(one.title, end);
    return end;
  }));
  return stages.filter(one => failed.has(one));
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
  const failedStages = await stage('everything', runStages);
  const counts = await allCounts();
  const { passed, failed } = sum(counts, failedStages);
  if (failedStages.length > 0) console.log(`✗ ${failedStages.map(({ title }) => title).join(', ')}`);
  for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`  ✗ ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failedStages.length > 0 || passed === 0) process.exitCode = 1;
});
