import { bundleTest } from './bundle-test.mjs';

/** The benchmarks, and those who compete in JavaScript. The packages of stock TensorFlow.js stay as they are, outside the bundle. */
export async function buildBench() {
  await Promise.all([
    bundleTest('test/bench/main.ts', 'dist/bench/main.js'),
    bundleTest('test/bench/contestants/unfold.ts', 'dist/bench/unfold.js'),
    bundleTest('test/bench/contestants/tfjs.ts', 'dist/bench/tfjs.js', { external: ['@tensorflow/*'] }),
  ]);
}
