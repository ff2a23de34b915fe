import { build } from 'esbuild';
import { inRoot, root } from './paths.mjs';

const bundle = (from, to, more = {}) => build({
  entryPoints: [inRoot(from)], outfile: inRoot(to), absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning', define: { 'process.env.NODE_ENV': '"production"' }, ...more,
});

/** The benchmarks, and those who compete in JavaScript. The packages of stock TensorFlow.js stay as they are, outside the bundle. */
export async function buildBench() {
  await Promise.all([
    bundle('test/bench/main.ts', 'dist/bench/main.js'),
    bundle('test/bench/contestants/unfold.ts', 'dist/bench/unfold.js'),
    bundle('test/bench/contestants/tfjs.ts', 'dist/bench/tfjs.js', { external: ['@tensorflow/*'] }),
  ]);
}
