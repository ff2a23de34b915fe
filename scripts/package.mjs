// Makes the .vsix: a production build, packed by vsce with nothing of node_modules.
import { node, run } from './lib/command.mjs';
import { vsixFile } from './lib/manifest.mjs';
import { inRoot } from './lib/paths.mjs';
import { script, stage } from './lib/say.mjs';

const vsce = inRoot('node_modules/@vscode/vsce/vsce');

await script(async () => {
  await node('scripts/build.mjs', '--production', ...process.argv.slice(2));
  const out = await vsixFile();
  await stage('packing', () => run(process.execPath, [
    vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', out,
  ]));
});
