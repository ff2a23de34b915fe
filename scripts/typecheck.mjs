// Compiles each layer with its own tsconfig: what a layer may not know (DOM, Node, vscode) is not there for it. Two at a time.
import { capture } from './lib/command.mjs';
import { inRoot } from './lib/paths.mjs';
import { Trouble, say, script } from './lib/say.mjs';

const kernels = 'src/engine/assembly';
const layers = [
  kernels, 'test', 'webview', 'src/core', 'src/engine', 'src/protocol', 'src/worker/tsconfig.plain.json', 'src/worker/tsconfig.node.json',
  'src/worker/tsconfig.web.json', 'src/cli',
  'src/host', 'src/host/node',
];

/** The declarations of AssemblyScript are written for the TypeScript before the native one, which is many times as fast. */
const compiler = layer => inRoot('node_modules', layer === kernels ? 'typescript' : 'typescript7', 'bin/tsc');

async function check(layer) {
  const { code, output } = await capture(process.execPath, [compiler(layer), '--noEmit', '--pretty', 'false', '-p', layer]);
  say(`${layer}: ${code === 0 ? 'ok' : 'errors'}`);
  return code === 0 ? '' : output;
}

async function checkFrom(queue) {
  let errors = '';
  for (let layer = queue.shift(); layer; layer = queue.shift()) errors += await check(layer);
  return errors;
}

await script(async () => {
  const wanted = process.argv.slice(2);
  const queue = wanted.length > 0 ? wanted : [...layers];
  const errors = (await Promise.all([checkFrom(queue), checkFrom(queue)])).join('');
  // A file that several layers import reports the same error in each.
  const different = [...new Set(errors.trimEnd().split('\n'))].join('\n');
  if (errors) throw new Trouble(`types do not fit:\n${different}`);
});
