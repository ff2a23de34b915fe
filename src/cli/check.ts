import { once } from 'node:events';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { OwnSizes } from '../core/cells/own.ts';
import { formatNumber } from '../core/spec/wording.ts';
import { cellChecks, readyToCheck, taskChecks } from '../protocol/cellChecks.ts';
import type { CellReport } from '../protocol/cellChecks.ts';
import type { Use } from '../worker/node/own/usesOf.ts';
import { readArguments } from './arguments.ts';
import { findingLine, isCellFile, loadChecks, reportsOf } from './cellReports.ts';
import { exitCodes, notValid } from './complaint.ts';
import { rehearse } from './rehearse.ts';

/** `unfold check FILE`: all that is looked at of a cell or a task, and the test beside it. With `--wait` the editor says which on standard input once all is loaded, which it hears of, and it knows. @throws Complaint */
export async function check(args: string[]): Promise<number> {
  const { file: given, values: { json, wait } } = readArguments(args, { json: { type: 'boolean', default: false }, wait: { type: 'boolean', default: false } });
  const file = wait ? await fileWaitedFor() : given;
  if (file === undefined || !isCellFile(file)) throw notValid('Which cell, or which task? unfold check cells/NAME.ts');
  const { use, use: { experiment }, reports } = await reportsOf(file);
  if (!json) console.log(`${file}: ${sizesOf(use)}${experiment === undefined ? '' : `, as in ${relative('', experiment)}`}${use.kind === 'cell' && use.smaller ? `; tried with ${unitsOf(use.smaller)}, where it goes with those` : ''}`);
  let errors = 0;
  for await (const report of reports) {
    if (json || report.kind !== 'files') console.log(json ? JSON.stringify(report) : inWords(report, use));
    if (report.kind !== 'files') errors += report.findings.filter(({ severity }) => severity === 'error').length;
  }
  if (!json) console.log(`${errors === 0 ? 'All is right' : `${errors} wrong`}, after ${(performance.now() / 1000).toFixed(2)} s`);
  return errors === 0 ? exitCodes.done : exitCodes.failed;
}

/** Where the editor is gone there is nothing to wait for any more. */
async function fileWaitedFor(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  let file: string | undefined;
  lines.once('line', line => {
    file = line;
    lines.close();
  });
  const isHeard = once(lines, 'close');
  const checks = await loadChecks().catch(() => undefined); // what it fails for is told of theirs
  process.send?.(readyToCheck);
  if (checks) await rehearse(checks, () => file !== undefined).catch(() => undefined);
  await isHeard;
  return file ?? process.exit(exitCodes.done);
}

const unitsOf = ({ hiddenSize, inputSize }: OwnSizes): string => `${hiddenSize} units that read ${inputSize} columns`;

function sizesOf(use: Use): string {
  if (use.kind === 'cell') return unitsOf(use.sizes);
  return use.tau === undefined ? 'a task' : `sequences of at most ${formatNumber(use.tau)} steps`;
}

function inWords(report: CellReport, { kind }: Use): string {
  if (report.kind === 'files') return '';
  const isSkipped = report.kind === 'check' && report.state === 'skipped';
  const titles: Readonly<Record<string, string>> = kind === 'task' ? taskChecks : cellChecks;
  const name = report.kind === 'check' ? titles[report.check]! : report.name;
  const isWrong = report.findings.some(({ severity }) => severity === 'error');
  return [`${isSkipped ? '–' : isWrong ? '✗' : '✓'} ${name}`, ...report.findings.map(finding => `  ${findingLine(finding)}`)].join('\n');
}
