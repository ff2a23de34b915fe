// Times Unfold beside PyTorch, stock TensorFlow.js and numpy. Without flags it also rewrites docs/performance-UNITS.md, UNITS being the vector units of the processor.
// --json --only NAME,… --against torch,tfjs,numpy --threads 1,2 --engines planned,tfjs --rounds 3 --slice 500
import { buildBench } from './lib/bench.mjs';
import { capture, exitCode } from './lib/command.mjs';
import { nodeToMeasure } from './lib/measuring-node.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, script } from './lib/say.mjs';

/** Standard output is for figures alone, which `--json` lets a program read. */
console.log = console.error;

await script(async () => {
  const { code, output } = await capture(process.execPath, [inRoot('scripts/build.mjs')]);
  if (code !== 0) throw new Trouble(`the build failed:\n${output}`);
  await buildBench();
  process.exitCode = await exitCode(await nodeToMeasure(), [inRoot('dist/bench/main.js'), ...process.argv.slice(2)]);
});
