import { execFile } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join, dirname } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { temporaryFile } from './temporaryFile.ts';

const gigabyte = 2 ** 30;
const small = 32 * 2 ** 20;

/** Header of a file of 2 GB: one tensor of 32 MB, another of the rest. */
function header(): Uint8Array {
  const entry = (begin: number, end: number) => ({ dtype: 'F32', shape: [(end - begin) / 4], data_offsets: [begin, end] });
  const json = new TextEncoder().encode(JSON.stringify({ small: entry(0, small), large: entry(small, 2 * gigabyte) }));
  return Uint8Array.of(...new Uint8Array(BigUint64Array.of(BigInt(json.length)).buffer), ...json);
}

/** Runs in a process of its own, so that the memory is all the reader's. */
const measured = `
import { existsSync, readFileSync } from 'node:fs';
import { readHeader } from './src/host/node/tensors/header.ts';
import { readStatistics } from './src/host/node/tensors/statistics.ts';
const file = process.argv[2]!;
const start = performance.now();
const { tensors } = await readHeader(file);
const seconds = (performance.now() - start) / 1000;
const { finite } = await readStatistics(file, 'small');
// Of Linux's maxRSS a process inherits what its parent held.
const own = existsSync('/proc/self/status') ? Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) : process.resourceUsage().maxRSS;
console.log(JSON.stringify({ tensors: tensors.length, mean: finite!.mean, seconds, megabytes: own / 1024 }));
`;

test('a file of 2 GB opens in under a second, and with its statistics in under 200 MB', async () => {
  const bytes = header();
  const file = await temporaryFile(bytes);
  await truncate(file, bytes.length + 2 * gigabyte);
  const script = join(dirname(file), 'measured.mjs');
  await build({ stdin: { contents: measured, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, platform: 'node', format: 'esm', outfile: script });
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  const result = JSON.parse(stdout) as { tensors: number; mean: number; seconds: number; megabytes: number };
  expect(result).toMatchObject({ tensors: 2, mean: 0 });
  expect(result.seconds).toBeLessThan(1);
  expect(result.megabytes).toBeLessThan(200);
}, 60_000);
