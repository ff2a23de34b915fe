// Trains what docs/targets.md is about, and writes what came out there. [NAME…] --list --rewrite --seeds N --threads N
import { bundleTest } from './lib/bundle-test.mjs';
import { capture, exitCode } from './lib/command.mjs';
import { nodeToMeasure } from './lib/measuring-node.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, script } from './lib/say.mjs';

await script(async () => {
  const { code, output } = await capture(process.execPath, [inRoot('scripts/build.mjs')]);
  if (code !== 0) throw new Trouble(`the build failed:\n${output}`);
  await bundleTest('test/targets/lib/main.ts', 'dist/targets/main.js');
  process.exitCode = await exitCode(await nodeToMeasure(), [inRoot('dist/targets/main.js'), ...process.argv.slice(2)]);
});
