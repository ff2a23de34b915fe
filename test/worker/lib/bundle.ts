import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

interface Bundle {
  readonly from: string;
  readonly to: string;
}

const root = resolve(import.meta.dirname, '../../..');
const { bundles, esbuildOptions } = await import(pathToFileURL(join(root, 'scripts/lib/bundles.mjs')).href) as {
  bundles: readonly Bundle[];
  esbuildOptions: (bundle: Bundle, options: { production: boolean }) => BuildOptions;
};

/** Of this process among those that vitest has at work: none copies a file that another one is reading. */
const folder = join(root, 'out/test', process.env['VITEST_POOL_ID']!);

const made = new Map<string, Promise<string>>();

/** Bundles one entry as a build does, once for all the test files of this process, with the kernels, the compute thread and the watchdog beside it. @returns the script's path */
export async function bundle(from: 'src/worker/node.ts' | 'src/worker/nodeSearch.ts' | 'src/worker/float64.ts' | 'src/cli/main.ts'): Promise<string> {
  const [script] = await Promise.all([once(from, bundleOne), once('src/worker/nodeWatchdog.ts', bundleOne), once('beside', copyBeside)]);
  return script;
}

/** What failed is tried again by the next who asks. */
function once(what: string, make: (what: string) => Promise<string>): Promise<string> {
  const begun = made.get(what) ?? make(what);
  made.set(what, begun);
  begun.catch(() => made.delete(what));
  return begun;
}

async function bundleOne(from: string): Promise<string> {
  const wanted = bundles.find(each => each.from === from)!;
  const outfile = join(folder, wanted.to);
  await build({ ...esbuildOptions(wanted, { production: false }), absWorkingDir: root, outfile });
  return outfile;
}

async function copyBeside(): Promise<string> {
  const beside = join(folder, 'dist');
  for (const built of ['wasm', 'thread.js']) await cp(join(root, 'dist', built), join(beside, built), { recursive: true });
  return beside;
}
