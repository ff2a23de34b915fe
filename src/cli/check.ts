import { relative } from 'node:path';
import { cellChecks } from '../protocol/cellChecks.ts';
import type { CellReport } from '../protocol/cellChecks.ts';
import { readArguments } from './arguments.ts';
import { findingLine, isCellFile, reportsOf } from './cellReports.ts';
import { exitCodes, notValid } from './complaint.ts';

/** `unfold check FILE`: all that is looked at of a cell, and the test beside it. @throws Complaint */
export async function check(args: string[]): Promise<number> {
  const { file, values: { json } } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined || !isCellFile(file)) throw notValid('Which cell? unfold check cells/NAME.ts');
  const { use: { sizes, experiment }, reports } = await reportsOf(file);
  if (!json) console.log(`${file}: ${sizes.hiddenSize} units that read ${sizes.inputSize} columns${experiment === undefined ? '' : `, as in ${relative('', experiment)}`}`);
  let errors = 0;
  for await (const report of reports) {
    if (json || report.kind !== 'files') console.log(json ? JSON.stringify(report) : inWords(report));
    if (report.kind !== 'files') errors += report.findings.filter(({ severity }) => severity === 'error').length;
  }
  if (!json) console.log(`${errors === 0 ? 'All is right' : `${errors} wrong`}, after ${(performance.now() / 1000).toFixed(2)} s`);
  return errors === 0 ? exitCodes.done : exitCodes.failed;
}

function inWords(report: CellReport): string {
  if (report.kind === 'files') return '';
  const isSkipped = report.kind === 'check' && report.state === 'skipped';
  const name = report.kind === 'check' ? cellChecks[report.check] : report.name;
  const isWrong = report.findings.some(({ severity }) => severity === 'error');
  return [`${isSkipped ? '–' : isWrong ? '✗' : '✓'} ${name}`, ...report.findings.map(finding => `  ${findingLine(finding)}`)].join('\n');
}
