// What the models must be able to learn: see readOptions for what it takes. Tables go to standard output, progress to standard error.
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from '../../bench/lib/machine.ts';
import { aligned } from '../../bench/lib/text.ts';
import { targets } from '../index.ts';
import { Lab } from './lab.ts';
import { readOptions } from './options.ts';
import type { Options } from './options.ts';
import { pageWith } from './page.ts';
import { Progress } from './progress.ts';
import { fails, findingsTable } from './results.ts';
import type { Results } from './results.ts';
import type { Target } from './target.ts';

const dist = join(__dirname, '..');
const inRoot = (path: string) => join(dist, '..', path);
const page = inRoot('docs/targets.md');
const progress = new Progress(process.stderr);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), targets);
  if (options.list) return console.log(aligned(options.targets.map(({ name, title, experiment }) => [name, title, experiment])));
  if (options.rewrite) return writeFile(page, pageWith([], await readFile(page, 'utf8'), targets));
  for (const target of options.targets) await report(await measure(target, options), options);
}

async function measure(target: Target, { threads = availableParallelism(), seeds: most }: Options): Promise<Results> {
  const seeds = target.seeds.slice(0, most);
  const lab = await Lab.open(target, { examples: inRoot('examples'), dist, threads, seeds, progress });
  try {
    const findings = await target.measure(lab);
    return { target, findings, seeds, hash: lab.hash, engines: lab.engines, machine: describeMachine(), date: new Date() };
  } finally {
    await lab.close();
  }
}

/** Each target as soon as it is measured: what comes after it may take long. */
async function report(results: Results, { seeds }: Options): Promise<void> {
  const { target, findings } = results;
  console.log([`\n${target.title}\n`, ...findings.flatMap(({ runs }) => runs ?? []), '', aligned(findingsTable(findings, target))].join('\n'));
  if (findings.some(finding => fails(finding, target))) process.exitCode = 1;
  if (seeds !== undefined && seeds < target.seeds.length) return;
  const before = await readFile(page, 'utf8').catch(() => '');
  await writeFile(page, pageWith([results], before, targets));
}

main().catch((error: unknown) => {
  progress.say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
