import { cp, mkdir } from 'node:fs/promises';
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

/** Bundles one entry as a build does, into a folder of its own. @returns the script's path */
export async function bundle(from: 'src/worker/node.ts' | 'src/cli/main.ts'): Promise<string> {
  const wanted = bundles.find(each => each.from === from)!;
  const outfile = join(root, 'out/test', wanted.to);
  await build({ ...esbuildOptions(wanted, { production: false }), absWorkingDir: root, outfile });
  const wasm = join(dirname(outfile), 'wasm');
  await mkdir(wasm, { recursive: true });
  await cp(join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'), join(wasm, 'tfjs-backend-wasm-simd.wasm'));
  return outfile;
}
