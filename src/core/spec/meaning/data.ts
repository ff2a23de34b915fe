import { makeTask } from '../../tasks/tasks.ts';
import type { ResolvedExperiment } from '../experiment.ts';
import { needsOf } from '../needs.ts';
import { forecastColumns } from '../forecastColumns.ts';
import { SpecError, valueFix } from '../problem.ts';
import { counted, formatNumber } from '../wording.ts';

export function outputFits({ data, model }: ResolvedExperiment): SpecError[] {
  const { outputs, why } = needsOf(data);
  if (outputs.includes(model.output)) return [];
  return [new SpecError(`\`output\` is "${model.output}", but ${why}: use "${outputs[0]}", or leave it out.`, ['model', 'output'], 'error', valueFix(outputs[0]))];
}

export function lossFits({ data, training }: ResolvedExperiment): SpecError[] {
  const { losses, why } = needsOf(data);
  if (losses.includes(training.loss)) return [];
  return [new SpecError(`\`loss\` is "${training.loss}", but ${why}: use "${losses[0]}", or leave it out.`, ['training', 'loss'], 'error', valueFix(losses[0]))];
}

export function taskFits({ data, training: { tau } }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'task') return [];
  const { title, leastTau, mostTau = Infinity } = makeTask(data);
  const problem = (message: string, fitting: number) => [new SpecError(`\`tau\` is ${formatNumber(tau)}; ${title} ${message}.`, ['training', 'tau'], 'error', valueFix(fitting))];
  if (tau > mostTau) return problem(`has sequences of at most ${counted(mostTau, 'step')}`, mostTau);
  return tau >= leastTau ? [] : problem(`needs at least ${counted(leastTau, 'step')}`, leastTau);
}

export function vocabularyFits({ data }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'text' || data.unit === 'words' || data.vocabulary === undefined) return [];
  return [new SpecError(`\`vocabulary\` is how many words a model knows, but \`unit\` is "${data.unit}": use \`unit\` "words", or leave it out.`, ['data', 'vocabulary'])];
}

export function inputsFit({ data }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'series') return [];
  const own = forecastColumns(data);
  const apart = [...own, ...data.inputs].includes(data.series);
  if (apart) return [new SpecError(`"${data.series}" tells the series apart: it cannot be forecast or read as well.`, ['data', 'series'])];
  const same = data.files.findIndex((name, i) => name === data.file || data.files.indexOf(name) < i);
  if (same >= 0) return [new SpecError(`${data.files[same]} is there already: leave it out here.`, ['data', 'files', same])];
  const again = data.inputs.findIndex(name => own.includes(name));
  const twice = data.targets.indexOf(data.column);
  if (twice >= 0) return [new SpecError(`"${data.column}" is the column to forecast already: leave it out here.`, ['data', 'targets', twice])];
  if (!data.itself && data.inputs.length === 0) return [new SpecError(`The model does not see "${data.column}" (\`itself\`), and no other column either: name some as \`inputs\`, or leave \`itself\` out.`, ['data', 'itself'])];
  if (data.itself && data.horizon === 0) return [new SpecError('`horizon` is 0, but the model sees the very number that is asked for: set `itself` to false, or look 1 or more rows ahead.', ['data', 'horizon'])];
  return again < 0 ? [] : [new SpecError(`"${data.inputs[again]}" is ${own.length === 1 ? 'the' : 'a'} forecast column, ${data.itself ? 'which the model sees already: leave it out here' : 'which the model does not see (`itself` is false): leave that out, or this'}.`, ['data', 'inputs', again])];
}
