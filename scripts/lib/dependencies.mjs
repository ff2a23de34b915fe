import { readFile } from 'node:fs/promises';
import { npm } from './command.mjs';
import { inRoot } from './paths.mjs';
import { say, stage } from './say.mjs';

const packagesOf = async file => JSON.parse(await readFile(file, 'utf8')).packages;

/** Whether node_modules holds what package-lock.json asks for. npm leaves out optional packages of other platforms. */
async function upToDate() {
  const wanted = await packagesOf(inRoot('package-lock.json'));
  const installed = await packagesOf(inRoot('node_modules/.package-lock.json')).catch(() => ({}));
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) =>
    path === '' || optional || devOptional || installed[path]?.version === version);
}

/** Installs the npm packages from the lock file unless they are there. @param print gets what there is to say, else it is shown */
export async function ensureDependencies(print) {
  if (await upToDate()) return say('npm packages are there', print);
  // No install script is needed: esbuild brings its binary as an optional package, nothing else is native.
  await stage('installing npm packages', () =>
    npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { print }), print);
}
