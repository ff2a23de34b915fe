import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';

const entry = inRoot('test/float64/index.ts');

/** TensorFlow.js keeps its engine and its kernels in global variables: the one in float64 has its own, so that both live in one process. */
const ownGlobals = { mangleProps: /^(_tfengine|_tfGlobals)$/, mangleCache: { _tfengine: '_tfengine64', _tfGlobals: '_tfGlobals64' } };

/**
 * The library bundled a second time with every Float32Array a Float64Array, tfjs-core and its CPU backend included.
 * Finite differences agree with gradients to 1e-10 there, where float32 stops at 1e-5.
 */
export async function buildFloat64() {
  if (!existsSync(entry)) return;
  await build({
    entryPoints: [entry], outfile: inRoot('dist/test/float64.js'), bundle: true, platform: 'node', format: 'esm', target: 'node20',
    mainFields: ['module', 'main'], define: { Float32Array: 'Float64Array' }, ...ownGlobals, logLevel: 'warning', sourcemap: 'linked',
    // tfjs asks for Node's own modules with `require`, which an ES module does not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
}
