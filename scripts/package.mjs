// Makes the .vsix: a production build, packed by vsce with nothing of node_modules.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, run } from './lib/command.mjs';
import { vsixFile } from './lib/manifest.mjs';
import { inRoot } from './lib/paths.mjs';
import { script, stage } from './lib/say.mjs';

const vsce = inRoot('node_modules/@vscode/vsce/vsce');

/** What vsce is shown, of which .vscodeignore says what goes in: it looks for long at each file that is not to, and beside these are the tests' VS Code and all that is on its way there. */
const shown = ['package.json', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'dist'];

async function pack() {
  const folder = await mkdtemp(join(tmpdir(), 'unfold-package-'));
  try {
    for (const part of shown) await cp(inRoot(part), join(folder, part), { recursive: true });
    await run(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', await vsixFile()], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await script(async () => {
  await node('scripts/build.mjs', '--production', ...process.argv.slice(2));
  await stage('packing', pack);
});
