// Times Unfold beside PyTorch, stock TensorFlow.js and numpy. Without flags it also rewrites docs/performance.md.
// --json --only NAME,… --against torch,tfjs,numpy --threads 1,2 --engines planned,tfjs --rounds 3 --slice 500
import { buildBench } from './lib/bench.mjs';
import { ensureNode } from './lib/code-server.mjs';
import { capture, exitCode } from './lib/command.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, script } from './lib/say.mjs';

/** Standard output is for figures alone, which `--json` lets a program read. */
console.log = console.error;

/** Relaxed SIMD came with V8 of Node 22, so the engines of Node 20 are not those an editor has. */
async function nodeToMeasure() {
  try {
    const program = await ensureNode();
    if (program !== process.execPath) console.error(`· measures under ${program}: this Node is ${process.version}`);
    return program;
  } catch (error) {
    console.error(`✗ Node 24 could not be had (${error.message}): measures under this one, ${process.version}, which may lack relaxed SIMD`);
    return process.execPath;
  }
}

await script(async () => {
  const { code, output } = await capture(process.execPath, [inRoot('scripts/build.mjs')]);
  if (code !== 0) throw new Trouble(`the build failed:\n${output}`);
  await buildBench();
  process.exitCode = await exitCode(await nodeToMeasure(), [inRoot('dist/bench/main.js'), ...process.argv.slice(2)]);
});
