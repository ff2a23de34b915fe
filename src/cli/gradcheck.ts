import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { stdout } from 'node:process';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { ownCells } from '../core/spec/ownCells.ts';
import type { GradientCheck } from '../core/train/checkGradients.ts';
import type { CellFinding, CellGradient } from '../protocol/cellChecks.ts';
import type * as Float64 from '../worker/float64.ts';
import { compileOwnCode, loadOwnCode } from '../worker/node/own/loadOwnCode.ts';
import { isMeant } from '../worker/own/checks/finding.ts';
import { readArguments } from './arguments.ts';
import { findingLine, isCellFile, reportsOf } from './cellReports.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { complaintOf, openExperiment } from './experimentFile.ts';
import { table } from './table.ts';

/** `unfold gradcheck FILE`, an experiment or a cell. @throws Complaint, a sentence, where a gradient is wrong */
export async function gradcheck(args: string[]): Promise<number> {
  const { file, values: { json } } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined) throw notValid('Which experiment, or which cell? unfold gradcheck FILE');
  if (isCellFile(file)) return gradcheckCell(file, json);
  const experiment = await openExperiment(file, { traced: false });
  // A bundle of its own: in this one numbers are float32. Its TensorFlow.js is the only one of this process.
  const { checkExperiment, isRight, unfoldModule } = createRequire(__filename)(join(__dirname, 'float64.js')) as typeof Float64;
  const folder = dirname(resolve(file));
  const checks: GradientCheck[] = [];
  try {
    const loaded = await loadOwnCode(experiment, folder, __dirname, { operations: unfoldModule });
    for await (const check of checkExperiment(loaded, name => readFile(resolve(folder, name)))) checks.push(check);
  } catch (error) {
    throw complaintOf(error);
  }
  const wrong = checks.filter(({ error }) => !isRight(error));
  const meant = wrong.length > 0 ? await meantIn(experiment, folder) : undefined;
  const told = checks.map(check => (meant !== undefined && wrong.includes(check) ? { ...check, meant: true as const } : check));
  stdout.write(json ? `${JSON.stringify(told)}\n` : `${describe(told, isRight)}\n`);
  if (meant !== undefined) console.error(`A gradient of ${meant} is on purpose another than that of finite differences, as it says: so are those of ${wrong.map(({ name }) => name).join(', ')}.`);
  else if (wrong.length > 0) throw new Complaint(`The gradient of ${wrong.map(({ name }) => name).join(', ')} is not that of finite differences.`);
  return exitCodes.done;
}

/** The first file of a cell of one's own that says so of an operation. */
async function meantIn(experiment: ResolvedExperiment, folder: string): Promise<string | undefined> {
  for (const { files } of (await compileOwnCode(ownCells(experiment), folder)).values()) {
    for (const { name, source } of files.values()) if (isMeant(source)) return name;
  }
  return undefined;
}

/** All that is wrong with a cell, gradients or what comes before them, and in a table how far these are off. */
async function gradcheckCell(file: string, json: boolean): Promise<number> {
  const { use, reports } = await reportsOf(file);
  if (use.kind === 'task') throw notValid(`${file} makes a task, which has no gradients: unfold check ${file}`);
  const findings: CellFinding[] = [];
  let gradients: readonly CellGradient[] = [];
  for await (const report of reports) {
    if (report.kind !== 'check') continue;
    findings.push(...report.findings);
    gradients = report.gradients ?? gradients;
  }
  const shown = gradients.length > 0 ? [describe(gradients, error => gradients.some(each => each.error === error && each.right))] : [];
  console.log(json ? JSON.stringify({ gradients, findings }) : [...shown, ...findings.map(findingLine)].join('\n'));
  return findings.some(({ severity }) => severity === 'error') ? exitCodes.failed : exitCodes.done;
}

function describe(checks: readonly (GradientCheck & Pick<CellGradient, 'meant'>)[], isRight: typeof Float64.isRight): string {
  const mark = ({ norm, error, meant }: GradientCheck & Pick<CellGradient, 'meant'>) => meant ? 'on purpose' : !isRight(error) ? '✗' : norm === 0 ? 'no gradient' : '✓';
  const rows = checks.map(check => [check.name, `[${check.shape.join(', ')}]`, check.norm.toExponential(2), check.error.toExponential(1), mark(check)]);
  return table([['parameter', 'shape', '‖∂L/∂θ‖', 'relative error', ''], ...rows], 2).join('\n');
}
