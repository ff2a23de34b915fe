import { build } from 'esbuild';
import { inRoot, root } from './paths.mjs';

/** Bundles a program of the tests' own for Node. */
export const bundleTest = (from, to, more = {}) => build({
  entryPoints: [inRoot(from)], outfile: inRoot(to), absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', target: 'node20',
  mainFields: ['module', 'main'], logLevel: 'warning', define: { 'process.env.NODE_ENV': '"production"' }, ...more,
});
