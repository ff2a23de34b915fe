import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { stdout } from 'node:process';
import type { GradientCheck } from '../core/train/checkGradients.ts';
import type * as Float64 from '../worker/float64.ts';
import { readArguments } from './arguments.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { openExperiment } from './experimentFile.ts';
import { table } from './table.ts';

/** `unfold gradcheck FILE` @throws Complaint, a sentence, where a gradient is wrong */
export async function gradcheck(args: string[]): Promise<number> {
  const { file, values: { json } } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined) throw notValid('Which experiment? unfold gradcheck FILE');
  const experiment = await openExperiment(file);
  // A bundle of its own: in this one numbers are float32.
  const { checkExperiment, isRight } = createRequire(__filename)(join(__dirname, 'float64.js')) as typeof Float64;
  const checks: GradientCheck[] = [];
  for await (const check of checkExperiment(experiment, name => readFile(resolve(dirname(file), name)))) checks.push(check);
  stdout.write(json ? `${JSON.stringify(checks)}\n` : `${describe(checks, isRight)}\n`);
  const wrong = checks.filter(({ error }) => !isRight(error));
  if (wrong.length > 0) throw new Complaint(`The gradient of ${wrong.map(({ name }) => name).join(', ')} is not that of finite differences.`);
  return exitCodes.done;
}

function describe(checks: readonly GradientCheck[], isRight: typeof Float64.isRight): string {
  const mark = ({ norm, error }: GradientCheck) => !isRight(error) ? '✗' : norm === 0 ? 'no gradient' : '✓';
  const rows = checks.map(check => [check.name, `[${check.shape.join(', ')}]`, check.norm.toExponential(2), check.error.toExponential(1), mark(check)]);
  return table([['parameter', 'shape', '‖∂L/∂θ‖', 'relative error', ''], ...rows], 2).join('\n');
}
