import { makeTask } from '../tasks/tasks.ts';
import { cellFacts } from './cellFacts.ts';
import { isDeep, readsBackward } from './chains.ts';
import type { CellSpec, LayerSpec, ResolvedExperiment } from './experiment.ts';
import { needsOf } from './needs.ts';
import { SpecError, type Path } from './problem.ts';
import { unplanned } from './unplanned.ts';
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

/** What is predicted must not be read: the next character and the next row are among the inputs that a backward reading begins with. */
function directionsFit({ data, model }: ResolvedExperiment): SpecError[] {
  const pairs = needsOf(data).sizes.sourceSize !== undefined ? 'the answer, whose next character is asked for (an `encoder` may read both ways)' : undefined;
  const why = { text: 'the answer, the next character', series: model.output === 'each' ? 'the answer, a later row of the window' : undefined, pairs, task: pairs }[data.kind];
  if (why === undefined) return [];
  const advice = data.kind === 'series' ? '; with `output` "last" it may read both ways' : '';
  return model.layers.flatMap((layer, index) => (readsBackward(layer)
    ? [new SpecError(`\`direction\` is "${layer.direction}", but what reads backward has seen ${why}: use "forward", or leave it out${advice}.`, ['model', 'layers', index, 'direction'])]
    : []));
}

/** Every layer with its place: those of the encoder first. */
function placedLayers({ model: { encoder, layers } }: ResolvedExperiment): { readonly layer: LayerSpec; readonly path: Path }[] {
  const placed = (each: readonly LayerSpec[], ...path: string[]) => each.map((layer, index) => ({ layer, path: [...path, index] }));
  return [...placed(encoder?.layers ?? [], 'model', 'encoder', 'layers'), ...placed(layers, 'model', 'layers')];
}

/** A source is read by an encoder, and an encoder reads a source. */
function encoderFits({ data, model, training: { backpropagation, omega } }: ResolvedExperiment): SpecError[] {
  const { sizes, why } = needsOf(data);
  const { encoder } = model;
  if (!encoder) return sizes.sourceSize === undefined ? [] : [new SpecError(`The model has no \`encoder\`, but ${why}: give it one, which reads the source.`, ['model'])];
  const problem = (message: string, ...path: string[]) => [new SpecError(message, path)];
  if (sizes.sourceSize === undefined) return problem(`\`encoder\` reads a source before the answer, but ${why}, and there is no source: leave it out, or take data of pairs.`, 'model', 'encoder');
  if (backpropagation.kind !== 'full') return problem('`backpropagation` would cut the way from an answer back to the `encoder`, from which nothing would then be learnt: use "full".', 'training', 'backpropagation');
  return omega === 0 ? [] : problem('`omega` is about one chain of states from the first step to the last, not about an `encoder` and a decoder: set `omega` to 0.', 'training', 'omega');
}

function beamFits({ model, samples: { beam } }: ResolvedExperiment): SpecError[] {
  if (beam === 1 || model.encoder) return [];
  return [new SpecError('`beam` is how many beginnings of an answer to a source are followed, and there is no `encoder` to read one: leave it out.', ['samples', 'beam'])];
}

function depthFits(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell, depth: { hidden, skip } }, path }) => {
    const problem = (message: string, field: string) => [new SpecError(message, [...path, 'depth', field])];
    if (hidden === 0) return skip ? problem('`skip` goes past the layers of `hidden`, and there are none: set `hidden` to 1 or more, or leave `skip` out.', 'skip') : [];
    if (longestDelay(cell) === 1) return [];
    return problem(`\`hidden\` puts layers between h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁾, but the cell "${cell.kind}" reads h from further back: leave \`hidden\` out, or take another cell.`, 'hidden');
  });
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

/** Ω is about the Jacobian from h to h: of a cell that carries more than h it would see a part. */
function omegaFits({ model, training: { omega, tau } }: ResolvedExperiment): SpecError[] {
  if (omega === 0) return [];
  if (tau === 1) return [new SpecError('`omega` needs at least two time steps between which a gradient flows, but `tau` is 1.', ['training', 'omega'])];
  const index = model.layers.findIndex(layer => !cellFacts(layer.cell).onlyH || readsBackward(layer) || isDeep(layer));
  if (index < 0) return [];
  const { cell, direction } = model.layers[index]!;
  const problem = (message: string, ...field: string[]) => [new SpecError(message, ['model', 'layers', index, ...field])];
  if (!cellFacts(cell).onlyH) return problem(`\`omega\` is for cells whose whole state is h; the cell "${cell.kind}" carries more: set \`omega\` to 0, or take another cell.`, 'cell', 'kind');
  if (direction !== 'forward') return problem(`\`omega\` is about the way from h⁽ᵗ⁾ back to h⁽ᵗ⁻¹⁾, but \`direction\` is "${direction}": set \`omega\` to 0, or use "forward".`, 'direction');
  return problem('`omega` is about the way from h⁽ᵗ⁾ straight back to h⁽ᵗ⁻¹⁾, without layers between: set `omega` to 0, or leave `depth` out.', 'depth');
}

/** A loss would not reach back to the step it is of; the state of a chain that reads backward would come from a segment not yet read. */
function truncationFits({ model, training: { backpropagation, omega } }: ResolvedExperiment): SpecError[] {
  if (backpropagation.kind === 'full') return [];
  const backward = model.layers.findIndex(readsBackward);
  if (backward >= 0) return [new SpecError(`\`direction\` is "${model.layers[backward]!.direction}", but what reads backward begins in the future, which \`backpropagation\` cuts off: use "forward", or \`backpropagation\` "full".`, ['model', 'layers', backward, 'direction'])];
  const { k1, k2 } = backpropagation;
  if (k2 < k1) return [new SpecError(`\`k2\` is ${formatNumber(k2)}, less than \`k1\` (${formatNumber(k1)}): the first of ${formatNumber(k1)} losses would flow back to nothing.`, ['training', 'backpropagation', 'k2'])];
  if (omega === 0) return [];
  return [new SpecError('`omega` is about the way of a gradient through the whole window, which `backpropagation` cuts: leave one of them out.', ['training', 'omega'])];
}

function engineFits({ engine, device, model, training }: ResolvedExperiment): SpecError[] {
  if (engine !== 'planned') return [];
  const obstacle = unplanned({ model, training });
  if (obstacle !== undefined) return [new SpecError(`\`engine\` is "planned", but there is no planned kernel for ${obstacle}: use "auto" or "tfjs", or leave it out.`, ['engine'])];
  if (device === 'auto' || device === 'wasm') return [];
  return [new SpecError(`\`engine\` is "planned", which computes in WebAssembly, but \`device\` is "${device}": leave one of them out.`, ['engine'])];
}

const longestDelay = (cell: CellSpec): number => Math.max(...Object.values(cellFacts(cell).recurrent));

/** Nothing is learnt over a connection that reaches further back than a window. */
function delaysFit(experiment: ResolvedExperiment): SpecError[] {
  const { tau } = experiment.training;
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    const longest = longestDelay(cell);
    if (longest === 1 || longest < tau) return [];
    const message = `The cell reads h from ${formatNumber(longest)} steps before, but a window has only ${formatNumber(tau)} (\`tau\`): that connection learns nothing.`;
    return [new SpecError(message, [...path, 'cell'], 'warning')];
  });
}

/** What contradicts itself within the file, whatever its data holds. */
export function checkMeaning(experiment: ResolvedExperiment): SpecError[] {
  return [outputFits, lossFits, encoderFits, beamFits, directionsFit, depthFits, taskFits, inputsFit, warmupFits, omegaFits, truncationFits, engineFits, delaysFit].flatMap(check => check(experiment));
}
