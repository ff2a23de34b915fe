import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { inRoot } from './paths.mjs';
import { Trouble } from './say.mjs';

export const readManifest = async () => JSON.parse(await readFile(inRoot('package.json'), 'utf8'));

/** @returns where `npm run package` puts the extension */
export async function vsixFile() {
  const { name, version } = await readManifest();
  return inRoot(`${name}-${version}.vsix`);
}

/** @returns the packaged extension, which must be there */
export async function packagedFile() {
  const file = await vsixFile();
  if (!existsSync(file)) throw new Trouble(`${file} is not there: run \`npm run package\` first`);
  return file;
}
