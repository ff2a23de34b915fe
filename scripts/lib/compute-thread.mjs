import { build } from 'esbuild';
import { bundles, esbuildOptions } from './bundles.mjs';
import { root } from './paths.mjs';

/** Bundles the script of a compute thread, which tests start as a training process does. */
export async function buildComputeThread() {
  const bundle = bundles.find(({ to }) => to === 'dist/thread.js');
  await build({ ...esbuildOptions(bundle, { production: false }), absWorkingDir: root });
}
