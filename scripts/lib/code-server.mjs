import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, onlyErrors, run } from './command.mjs';
import { inRoot } from './paths.mjs';
import { stage } from './say.mjs';

const version = '4.139.1';
const nodeVersion = '24';
const cache = inRoot('.vscode-test');

/** Makes a cached folder whole or not at all: what is interrupted leaves nothing that looks done. */
async function cached(name, title, make, print) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(join(cache, 'partial-'));
  try {
    await stage(title, () => make(partial, print), print);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Downloads an npm package and unpacks it into `folder`/package. */
async function unpack(spec, folder, print) {
  await npm(['pack', spec, '--silent', '--pack-destination', folder], { cwd: folder, print, stdio: onlyErrors(print) });
  const archive = (await readdir(folder)).find(name => name.endsWith('.tgz'));
  await run('tar', ['-xzf', archive], { cwd: folder, print });
  await rm(join(folder, archive));
}

const installIn = (folder, print) => npm(
  ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  { cwd: folder, print, stdio: onlyErrors(print) });

async function downloadServer(folder, print) {
  await unpack(`code-server@${version}`, folder, print);
  const vscode = join(folder, 'package/lib/vscode');
  await installIn(vscode, print);
  await installIn(join(vscode, 'extensions'), print);
}

const platformName = () => `${{ win32: 'win' }[process.platform] ?? process.platform}-${process.arch}`;

/** This VS Code runs on Node 24: this one where it is that, else one from npm. @param print gets what there is to say, else it is shown @returns the program's path */
export async function ensureNode(print) {
  if (process.versions.node.split('.')[0] === nodeVersion) return process.execPath;
  const spec = `node-${platformName()}@${nodeVersion}`;
  const folder = await cached(spec.replace('@', '-'), `getting Node ${nodeVersion}`, partial => unpack(spec, partial, print), print);
  return join(folder, 'package/bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Gets the VS Code server that the npm package code-server carries. @param print gets what there is to say, else it is shown @returns the path of its main script */
export async function ensureCodeServer(print) {
  const folder = await cached(`code-server-${version}`, `getting a VS Code server (code-server ${version})`, downloadServer, print);
  return join(folder, 'package/lib/vscode/out/server-main.js');
}
