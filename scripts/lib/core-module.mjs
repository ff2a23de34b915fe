import { build } from 'esbuild';
import { inRoot } from './paths.mjs';

/** What a module of the library exports, for a script: it is TypeScript, which not every Node that the scripts run under can read. @param path from the root, of a module that needs no package */
export async function coreModule(path) {
  const { outputFiles: [{ text }] } = await build({ entryPoints: [inRoot(path)], bundle: true, write: false, format: 'esm', target: 'node20', logLevel: 'warning' });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
