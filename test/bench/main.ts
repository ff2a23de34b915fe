// The benchmarks: see readOptions for what it takes. Figures go to standard output, what is being done to standard error.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bench } from './lib/bench.ts';
import { describeMachine } from './lib/machine.ts';
import { readOptions } from './lib/options.ts';
import { performancePage } from './lib/performancePage.ts';
import { terminalReport } from './lib/terminalReport.ts';

/** One for each width of vectors: it decides what the peers are, and nothing of what Unfold is. */
const pageFor = (about: Readonly<Record<string, string>>) => join(__dirname, `../../docs/performance-${about['Vector units']}.md`);
const say = (sentence: string) => { process.stderr.write(`${sentence}\n`); };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const bench = await Bench.open(options, say);
  try {
    await bench.run();
  } finally {
    await bench.close();
  }
  const { rows, remarks, failed } = bench;
  const about = { ...describeMachine(), ...bench.about };
  process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : terminalReport(rows, about));
  if (options.whole && !options.json) await writeFile(pageFor(about), performancePage({ rows, about, remarks, date: new Date() }));
  if (failed) process.exitCode = 1;
}

main().catch((error: unknown) => {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
