import { cp } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
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

/** Bundles one entry as a build does, with the kernels and the compute thread beside it. @returns the script's path */
export async function bundle(from: 'src/worker/node.ts' | 'src/worker/nodeSearch.ts' | 'src/worker/float64.ts' | 'src/cli/main.ts'): Promise<string> {
  const wanted = bundles.find(each => each.from === from)!;
  const outfile = join(folder, wanted.to);
  await build({ ...esbuildOptions(wanted, { production: false }), absWorkingDir: root, outfile });
  const watchdog = bundles.find(each => each.to === 'dist/watchdog.js')!;
  await build({ ...esbuildOptions(watchdog, { production: false }), absWorkingDir: root, outfile: join(dirname(outfile), 'watchdog.js') });
  for (const built of ['wasm', 'thread.js']) await cp(join(root, 'dist', built), join(dirname(outfile), built), { recursive: true });
  return outfile;
}
