import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const folder = inRoot('test-results/counts');

/** Keeps what a suite counted, for the sum at the end of `npm test`, and a line of what failed in it. */
export async function recordCounts(suite, { passed, failed, skipped = 0, failures = [] }) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${suite}.json`), JSON.stringify({ passed, failed, skipped, failures }));
}

export const forgetCounts = () => rm(folder, { recursive: true, force: true });

/** @returns the counts of every suite that ran */
export async function allCounts() {
  const files = await readdir(folder).catch(() => []);
  return Promise.all(files.map(async file => ({
    suite: file.replace(/\.json$/, ''), ...JSON.parse(await readFile(join(folder, file), 'utf8')),
  })));
}

/** Reads `N passed, N failed, N skipped` from a line. */
export function parseCounts(line) {
  const [, passed, failed, skipped] = line.match(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/) ?? [];
  return passed === undefined ? undefined : { passed: +passed, failed: +failed, skipped: +(skipped ?? 0) };
}
