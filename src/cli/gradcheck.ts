import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { stdout } from 'node:process';
import type { GradientCheck } from '../core/train/checkGradients.ts';
import type { CellFinding, CellGradient } from '../protocol/cellChecks.ts';
import type * as Float64 from '../worker/float64.ts';
import { loadOwnCode } from '../worker/node/own/loadOwnCode.ts';
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
  const experiment = await openExperiment(file, false);
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
  stdout.write(json ? `${JSON.stringify(checks)}\n` : `${describe(checks, isRight)}\n`);
  const wrong = checks.filter(({ error }) => !isRight(error));
  if (wrong.length > 0) throw new Complaint(`The gradient of ${wrong.map(({ name }) => name).join(', ')} is not that of finite differences.`);
  return exitCodes.done;
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

function describe(checks: readonly GradientCheck[], isRight: typeof Float64.isRight): string {
  const mark = ({ norm, error }: GradientCheck) => !isRight(error) ? '✗' : norm === 0 ? 'no gradient' : '✓';
  const rows = checks.map(check => [check.name, `[${check.shape.join(', ')}]`, check.norm.toExponential(2), check.error.toExponential(1), mark(check)]);
  return table([['parameter', 'shape', '‖∂L/∂θ‖', 'relative error', ''], ...rows], 2).join('\n');
}
