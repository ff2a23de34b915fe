import { makeTask } from '../tasks/tasks.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { needsOf } from './needs.ts';
import { SpecError } from './problem.ts';
import { counted, formatNumber } from './wording.ts';

function outputFits({ data, model }: ResolvedExperiment): SpecError[] {
  const { outputs, why } = needsOf(data);
  if (outputs.includes(model.output)) return [];
  return [new SpecError(`\`output\` is "${model.output}", but ${why}: use "${outputs[0]}", or leave it out.`, ['model', 'output'])];
}

function lossFits({ data, training }: ResolvedExperiment): SpecError[] {
  const { losses, why } = needsOf(data);
  if (losses.includes(training.loss)) return [];
  return [new SpecError(`\`loss\` is "${training.loss}", but ${why}: use "${losses[0]}", or leave it out.`, ['training', 'loss'])];
}

function taskFits({ data, training: { tau } }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'task') return [];
  const { title, leastTau } = makeTask(data);
  return tau >= leastTau ? [] : [new SpecError(`\`tau\` is ${tau}; ${title} needs at least ${counted(leastTau, 'step')}.`, ['training', 'tau'])];
}

function inputsFit({ data }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'series') return [];
  const again = data.inputs.indexOf(data.column);
  return again < 0 ? [] : [new SpecError(`"${data.column}" is the forecast column, which the model always sees: leave it out here.`, ['data', 'inputs', again])];
}

function warmupFits({ training: { schedule, steps } }: ResolvedExperiment): SpecError[] {
  if (schedule.warmup < steps) return [];
  const message = `\`warmup\` of ${formatNumber(schedule.warmup)} steps is not over when training ends at step ${formatNumber(steps)}.`;
  return [new SpecError(message, ['training', 'schedule', 'warmup'], 'warning')];
}

function engineFits({ engine, device }: ResolvedExperiment): SpecError[] {
  if (engine !== 'planned' || device === 'auto' || device === 'wasm') return [];
  return [new SpecError(`\`engine\` is "planned", which computes in WebAssembly, but \`device\` is "${device}": leave one of them out.`, ['engine'])];
}

/** What contradicts itself within the file, whatever its data holds. */
export function checkMeaning(experiment: ResolvedExperiment): SpecError[] {
  return [outputFits, lossFits, taskFits, inputsFit, warmupFits, engineFits].flatMap(check => check(experiment));
}
