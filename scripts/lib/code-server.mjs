import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, run } from './command.mjs';
import { inRoot } from './paths.mjs';
import { stage } from './say.mjs';

const version = '4.139.1';
const nodeVersion = '24';
const cache = inRoot('.vscode-test');

/** Makes a cached folder whole or not at all: what is interrupted leaves nothing that looks done. */
async function cached(name, title, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(join(cache, 'partial-'));
  try {
    await stage(title, () => make(partial));
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Downloads an npm package and unpacks it into `folder`/package. */
async function unpack(spec, folder) {
  await npm(['pack', spec, '--silent', '--pack-destination', folder], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = (await readdir(folder)).find(name => name.endsWith('.tgz'));
  await run('tar', ['-xzf', archive], { cwd: folder });
  await rm(join(folder, archive));
}

const installIn = folder => npm(
  ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

async function downloadServer(folder) {
  await unpack(`code-server@${version}`, folder);
  const vscode = join(folder, 'package/lib/vscode');
  await installIn(vscode);
  await installIn(join(vscode, 'extensions'));
}

const platformName = () => `${{ win32: 'win' }[process.platform] ?? process.platform}-${process.arch}`;

/** This VS Code runs on Node 24: this one where it is that, else one from npm. @returns the program's path */
export async function ensureNode() {
  if (process.versions.node.split('.')[0] === nodeVersion) return process.execPath;
  const spec = `node-${platformName()}@${nodeVersion}`;
  const folder = await cached(spec.replace('@', '-'), `getting Node ${nodeVersion}`, partial => unpack(spec, partial));
  return join(folder, 'package/bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Gets the VS Code server that the npm package code-server carries. @returns the path of its main script */
export async function ensureCodeServer() {
  const folder = await cached(`code-server-${version}`, `getting a VS Code server (code-server ${version})`, downloadServer);
  return join(folder, 'package/lib/vscode/out/server-main.js');
}
