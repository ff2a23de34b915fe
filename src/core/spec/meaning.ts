import { readsBackward } from './chains.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { SpecError } from './problem.ts';
import { formatNumber } from './wording.ts';

const needs = {
  text: { output: 'each', losses: ['crossEntropy'], why: 'a text is predicted character by character' },
  series: { output: undefined, losses: ['meanSquaredError', 'binaryCrossEntropy'], why: 'a forecast is a number' },
  task: { output: 'last', losses: ['meanSquaredError'], why: 'the answer of the adding problem is one number at the end' },
} as const;

function outputFits({ data, model }: ResolvedExperiment): SpecError[] {
  const { output, why } = needs[data.kind];
  if (output === undefined || model.output === output) return [];
  return [new SpecError(`\`output\` is "${model.output}", but ${why}: use "${output}", or leave it out.`, ['model', 'output'])];
}

function lossFits({ data, training }: ResolvedExperiment): SpecError[] {
  const { losses, why } = needs[data.kind];
  if ((losses as readonly string[]).includes(training.loss)) return [];
  return [new SpecError(`\`loss\` is "${training.loss}", but ${why}: use "${losses[0]}", or leave it out.`, ['training', 'loss'])];
}

/** What is predicted must not be read: the next character and the next row are among the inputs that a backward reading begins with. */
function directionsFit({ data, model }: ResolvedExperiment): SpecError[] {
  const why = { text: 'the answer, the next character', series: model.output === 'each' ? 'the answer, a later row of the window' : undefined, task: undefined }[data.kind];
  if (why === undefined) return [];
  const advice = data.kind === 'series' ? '; with `output` "last" it may read both ways' : '';
  return model.layers.flatMap((layer, index) => (readsBackward(layer)
    ? [new SpecError(`\`direction\` is "${layer.direction}", but what reads backward has seen ${why}: use "forward", or leave it out${advice}.`, ['model', 'layers', index, 'direction'])]
    : []));
}

function skipsFit({ model }: ResolvedExperiment): SpecError[] {
  return model.layers.flatMap(({ depth: { hidden, skip } }, index) => (skip && hidden === 0
    ? [new SpecError('`skip` goes past the layers of `hidden`, and there are none: set `hidden` to 1 or more, or leave `skip` out.', ['model', 'layers', index, 'depth', 'skip'])]
    : []));
}

/** The task marks one number among the first ten and another in the first half. */
const leastAddingTau = 4;

function taskFits({ data, training }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'task' || training.tau >= leastAddingTau) return [];
  return [new SpecError(`\`tau\` is ${training.tau}; the adding problem needs at least ${leastAddingTau} steps.`, ['training', 'tau'])];
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
  return [outputFits, lossFits, directionsFit, skipsFit, taskFits, inputsFit, warmupFits, engineFits].flatMap(check => check(experiment));
}
