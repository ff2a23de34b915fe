import { makeTask } from '../tasks/tasks.ts';
import { cellFacts } from './cellFacts.ts';
import { isDeep, isOfTrees, readsBackward } from './chains.ts';
import type { CellSpec, LayerSpec, ResolvedExperiment } from './experiment.ts';
import { needsOf } from './needs.ts';
import { outputsRead, predictsLength, readsContext, readsOutput } from './ownOutput.ts';
import { outputReads } from './outputReads.ts';
import { placesFit } from './placesFit.ts';
import { SpecError, type Path } from './problem.ts';
import { neverFading } from './reservoirs.ts';
import { symbolOf } from './textUnit.ts';
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
  const why = { text: data.kind === 'text' ? `the answer, the next ${symbolOf(data.unit)}` : undefined, labelled: 'the answer, the next character', series: data.kind === 'series' && data.itself && model.output === 'each' ? 'the answer, a later row of the window' : undefined, pairs, task: pairs, trees: undefined }[data.kind];
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
function encoderFits({ data, model, training: { backpropagation, omega, readout } }: ResolvedExperiment): SpecError[] {
  const { sizes, why } = needsOf(data);
  const { encoder } = model;
  if (!encoder) return sizes.sourceSize === undefined ? [] : [new SpecError(`The model has no \`encoder\`, but ${why}: give it one, which reads the source.`, ['model'])];
  const problem = (message: string, ...path: Path) => [new SpecError(message, path)];
  if (sizes.sourceSize === undefined) return problem(`\`encoder\` reads a source before the answer, but ${why}, and there is no source: leave it out, or take data of pairs.`, 'model', 'encoder');
  if (readout.kind === 'ridge') return problem('`readout` is "ridge", which learns the output alone, and an `encoder` has other parameters to learn: use "gradient", or leave it out.', 'training', 'readout', 'kind');
  const delayed = model.layers.findIndex(({ cell }) => cellFacts(cell).reads !== undefined || cellFacts(cell).carries);
  if (delayed >= 0) return problem(`The cell "${model.layers[delayed]!.cell.kind}" knows only what it has read, so that a decoder of it cannot begin where an \`encoder\` tells it to: take another cell.`, 'model', 'layers', delayed, 'cell', 'kind');
  if (backpropagation.kind !== 'full') return problem('`backpropagation` would cut the way from an answer back to the `encoder`, from which nothing would then be learnt: use "full".', 'training', 'backpropagation');
  return omega === 0 ? [] : problem('`omega` is about one chain of states from the first step to the last, not about an `encoder` and a decoder: set `omega` to 0.', 'training', 'omega');
}

function beamFits({ model, samples: { beam } }: ResolvedExperiment): SpecError[] {
  if (beam === 1 || model.encoder) return [];
  return [new SpecError('`beam` is how many beginnings of an answer to a source are followed, and there is no `encoder` to read one: leave it out.', ['samples', 'beam'])];
}

/** A cell of trees needs a tree to go along, from children to parents, with a place for each child. */
function treesFit(experiment: ResolvedExperiment): SpecError[] {
  const { trees } = needsOf(experiment.data);
  return placedLayers(experiment).flatMap(({ layer, path }) => {
    if (!isOfTrees(layer)) return [];
    const { cell, direction, depth } = layer;
    const problem = (message: string, ...field: string[]) => [new SpecError(message, [...path, ...field])];
    if (!trees) return problem(`The cell "${cell.kind}" goes along the branches of trees, and this data has none: use data of kind "trees" or the task "listOps", or a cell that reads sequences.`, 'cell', 'kind');
    if (direction !== 'forward') return problem(`\`direction\` is "${direction}", but the cell "${cell.kind}" goes from children to their parent, which is one way: use "forward", or leave it out.`, 'direction');
    if (depth.hidden > 0) return problem(`\`hidden\` puts layers between one step and the next, but the cell "${cell.kind}" goes from children to their parent: leave \`hidden\` out.`, 'depth', 'hidden');
    return placesFit(cell, trees.arity).flatMap((message) => problem(message, 'cell', 'arity'));
  });
}

function depthFits(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell, depth: { hidden, skip } }, path }) => {
    const problem = (message: string, field: string) => [new SpecError(message, [...path, 'depth', field])];
    if (cellFacts(cell).children && hidden > 0) return [];
    if (hidden === 0) return skip ? problem('`skip` goes past the layers of `hidden`, and there are none: set `hidden` to 1 or more, or leave `skip` out.', 'skip') : [];
    const { shallow } = cellFacts(cell);
    if (shallow === undefined) return [];
    return problem(`\`hidden\` puts layers between h⁽ᵗ⁻¹⁾ and h⁽ᵗ⁾, but the cell "${cell.kind}" ${shallow}: leave \`hidden\` out, or take another cell.`, 'hidden');
  });
}

/** What reads the output of the step before needs one at each step, made by then, and not among what it reads already. */
function recurrenceFits({ data, model, training }: ResolvedExperiment): SpecError[] {
  const is = `\`recurrence\` is "${model.recurrence}", but`;
  const problem = (why: string, ...path: (string | number)[]) => [new SpecError(`${is} ${why}`, path)];
  if (!readsOutput(model)) return outputsRead(training.teacherForcing).includes('yHat')
    ? [new SpecError('`teacherForcing` is about a model that reads its own output: set `recurrence` to "output" or "both", or leave it out.', ['training', 'teacherForcing'])] : [];
  if (model.encoder) return problem('a decoder reads its last output as x⁽ᵗ⁾ already: use "hidden", or leave it out.', 'model', 'recurrence');
  if (data.kind === 'text' || data.kind === 'labelled') return problem('of a text x⁽ᵗ⁾ is already what the step before was to answer: use "hidden", or leave it out.', 'model', 'recurrence');
  if (model.output === 'last') return problem('`output` is "last", and there is no output to read before that: use "hidden", or leave it out.', 'model', 'recurrence');
  if (data.kind === 'series' && data.itself && data.horizon === 1) return problem('with `horizon` 1 the output of the step before is the forecast of a value that x⁽ᵗ⁾ brings: use "hidden", or leave it out.', 'model', 'recurrence');
  const ofTrees = model.layers.findIndex(isOfTrees);
  if (ofTrees >= 0) return problem(`the cell "${model.layers[ofTrees]!.cell.kind}" goes from children to their parent, not from step to step: use "hidden", or leave it out.`, 'model', 'recurrence');
  const backward = model.layers.findIndex(readsBackward);
  if (backward >= 0) return problem(`\`direction\` is "${model.layers[backward]!.direction}", and what reads backward begins where no output was made yet: use "forward", or leave it out.`, 'model', 'layers', backward, 'direction');
  if (training.omega > 0) return problem('`omega` is about the way of a gradient from h⁽ᵗ⁾ to h⁽ᵗ⁻¹⁾ alone, not over an output: set `omega` to 0, or leave `recurrence` out.', 'training', 'omega');
  if (training.backpropagation.kind !== 'full') return problem('a cut through the window also cuts off the target of the step before it: use `backpropagation` "full", or leave `recurrence` out.', 'training', 'backpropagation');
  return model.recurrence === 'output' ? outputAloneFits(model, problem) : [];
}

/** What a model is conditioned on must be in the data, and be read where it is said to be. */
function contextFits({ data, model: { context, recurrence }, training }: ResolvedExperiment): SpecError[] {
  const problem = (why: string, ...path: string[]) => [new SpecError(`\`context\` is read as "${context.as}", but ${why}`, path)];
  if (context.as === 'none') return [];
  if (data.kind !== 'labelled') return problem(`there is none in data of kind "${data.kind}": take labelled sequences, or leave \`context\` out.`, 'model', 'context', 'as');
  if (recurrence === 'output' && context.as !== 'input') return problem('the state that it would begin is not carried where `recurrence` is "output": use "input".', 'model', 'context', 'as');
  return training.omega === 0 ? [] : problem('`omega` is for models without one: set `omega` to 0, or leave `context` out.', 'training', 'omega');
}

function endingFits({ data, model: { ending } }: ResolvedExperiment): SpecError[] {
  if (ending === 'symbol' || data.kind === 'labelled') return [];
  return [new SpecError(`\`ending\` is "${ending}", but what data of kind "${data.kind}" asks for does not say where it ends: take labelled sequences, or leave it out.`, ['model', 'ending'])];
}

/** Without a state of its own a cell has nothing to hold. */
function outputAloneFits({ layers }: ResolvedExperiment['model'], problem: (why: string, ...path: (string | number)[]) => SpecError[]): SpecError[] {
  return layers.flatMap(({ cell, depth: { hidden } }, index) => {
    if (!remembersNothingElse(cell)) return problem(`the cell "${cell.kind}" holds on to its own state, which is then not carried: take "tanh" or "relu", or "both".`, 'model', 'layers', index, 'cell', 'kind');
    return hidden > 0 ? problem('`hidden` puts layers after h⁽ᵗ⁻¹⁾, which is then not read: leave `hidden` out, or use "both".', 'model', 'layers', index, 'depth', 'hidden') : [];
  });
}

/** Whether the state before is in no other place of its equations than h⁽ᵗ⁻¹⁾·W. */
const remembersNothingElse = ({ kind }: CellSpec): boolean => kind === 'tanh' || kind === 'relu';

function taskFits({ data, training: { tau } }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'task') return [];
  const { title, leastTau } = makeTask(data);
  return tau >= leastTau ? [] : [new SpecError(`\`tau\` is ${tau}; ${title} needs at least ${counted(leastTau, 'step')}.`, ['training', 'tau'])];
}

function vocabularyFits({ data }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'text' || data.unit === 'words' || data.vocabulary === undefined) return [];
  return [new SpecError(`\`vocabulary\` is how many words a model knows, but \`unit\` is "${data.unit}": use \`unit\` "words", or leave it out.`, ['data', 'vocabulary'])];
}

function inputsFit({ data }: ResolvedExperiment): SpecError[] {
  if (data.kind !== 'series') return [];
  const again = data.inputs.indexOf(data.column);
  if (!data.itself && data.inputs.length === 0) return [new SpecError(`The model does not see "${data.column}" (\`itself\`), and no other column either: name some as \`inputs\`, or leave \`itself\` out.`, ['data', 'itself'])];
  if (data.itself && data.horizon === 0) return [new SpecError('`horizon` is 0, but the model sees the very number that is asked for: set `itself` to false, or look 1 or more rows ahead.', ['data', 'horizon'])];
  return again < 0 ? [] : [new SpecError(`"${data.column}" is the forecast column, ${data.itself ? 'which the model sees already: leave it out here' : 'which the model does not see (`itself` is false): leave that out, or this'}.`, ['data', 'inputs', again])];
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
  const index = model.layers.findIndex(layer => !cellFacts(layer.cell).onlyH || cellFacts(layer.cell).fixed || isOfTrees(layer) || readsBackward(layer) || isDeep(layer));
  if (index < 0) return [];
  const { cell, direction } = model.layers[index]!;
  const problem = (message: string, ...field: string[]) => [new SpecError(message, ['model', 'layers', index, ...field])];
  if (cellFacts(cell).fixed) return problem(`\`omega\` is about learning W, but the weights of the cell "${cell.kind}" are never learnt: set \`omega\` to 0, or take another cell.`, 'cell', 'kind');
  if (isOfTrees(model.layers[index]!)) return problem(`\`omega\` is about the way from step to step, and the cell "${cell.kind}" goes from children to their parent: set \`omega\` to 0.`, 'cell', 'kind');
  if (!cellFacts(cell).onlyH) return problem(`\`omega\` is for cells whose whole state is h; the cell "${cell.kind}" carries more: set \`omega\` to 0, or take another cell.`, 'cell', 'kind');
  if (direction !== 'forward') return problem(`\`omega\` is about the way from h⁽ᵗ⁾ back to h⁽ᵗ⁻¹⁾, but \`direction\` is "${direction}": set \`omega\` to 0, or use "forward".`, 'direction');
  return problem('`omega` is about the way from h⁽ᵗ⁾ straight back to h⁽ᵗ⁻¹⁾, without layers between: set `omega` to 0, or leave `depth` out.', 'depth');
}

/** What is measured is the one way from s⁽ᵗ⁻¹⁾ to s⁽ᵗ⁾ of a chain that reads what is below it, and nothing else. */
function jacobiansFit({ model, training: { jacobians } }: ResolvedExperiment): SpecError[] {
  if (!jacobians) return [];
  const problem = (why: string) => [new SpecError(`\`jacobians\` are those from one state to the next, but ${why}: leave it out.`, ['training', 'jacobians'])];
  if (model.encoder) return problem('an `encoder` and a decoder have two chains of them, one after the other');
  if (readsOutput(model)) return problem('a model that reads its own output goes on by that as well (`recurrence`)');
  if (readsContext(model) || predictsLength(model)) return problem(`what the first layer reads besides x (\`${readsContext(model) ? 'context' : 'ending'}\`) is not looked at`);
  const other = model.layers.find(({ cell }) => Object.keys(cellFacts(cell).recurrent).length === 0);
  return other ? problem(`the cell "${other.cell.kind}" ${isOfTrees(other) ? 'goes from children to their parent' : 'has no matrix between them'}`) : [];
}

/** A loss would not reach back to the step it is of; the state of a chain that reads backward would come from a segment not yet read. */
function truncationFits({ model, training: { backpropagation, omega } }: ResolvedExperiment): SpecError[] {
  if (backpropagation.kind === 'full') return [];
  const backward = model.layers.findIndex(readsBackward);
  if (backward >= 0) return [new SpecError(`\`direction\` is "${model.layers[backward]!.direction}", but what reads backward begins in the future, which \`backpropagation\` cuts off: use "forward", or \`backpropagation\` "full".`, ['model', 'layers', backward, 'direction'])];
  const ofTrees = model.layers.findIndex(isOfTrees);
  if (ofTrees >= 0) return [new SpecError(`The cell "${model.layers[ofTrees]!.cell.kind}" needs whole trees, which \`backpropagation\` would cut: use \`backpropagation\` "full", or leave it out.`, ['training', 'backpropagation'])];
  const { k1, k2 } = backpropagation;
  if (k2 < k1) return [new SpecError(`\`k2\` is ${formatNumber(k2)}, less than \`k1\` (${formatNumber(k1)}): the first of ${formatNumber(k1)} losses would flow back to nothing.`, ['training', 'backpropagation', 'k2'])];
  if (omega === 0) return [];
  return [new SpecError('`omega` is about the way of a gradient through the whole window, which `backpropagation` cuts: leave one of them out.', ['training', 'omega'])];
}

/** A reservoir that may keep what it began with. */
function reservoirsFade(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    const warning = cell.kind === 'reservoir' ? neverFading(cell) : undefined;
    return warning === undefined ? [] : [new SpecError(warning, [...path, 'cell', 'spectralRadius'], 'warning')];
  });
}

/** In closed form only what is linear can be learnt, and nothing else may be there to learn. */
function readoutFits({ model, training: { readout, loss, omega }, device, data }: ResolvedExperiment): SpecError[] {
  if (readout.kind === 'gradient') return [];
  const problem = (why: string, ...path: Path) => [new SpecError(`\`readout\` is "ridge", ${why}`, path)];
  if (model.encoder) return problem('which learns the output alone, but there is an `encoder` to learn: use `readout` "gradient".', 'training', 'readout', 'kind');
  const learner = model.layers.findIndex(({ cell }) => cell.kind !== 'reservoir');
  if (learner >= 0) return problem(`which learns the output alone, but the cell "${model.layers[learner]!.cell.kind}" has weights to learn: take the cell "reservoir", or \`readout\` "gradient".`, 'model', 'layers', learner, 'cell', 'kind');
  if (loss !== 'meanSquaredError') return problem(`which makes squared errors small, but ${needsOf(data).why} (\`loss\` "${loss}"): use \`readout\` "gradient".`, 'training', 'readout', 'kind');
  if (model.output === 'last') return problem('which learns from every step, but `output` is "last": use "each".', 'model', 'output');
  if (model.outputDepth > 0) return problem('which solves for V in closed form, but `outputDepth` puts layers below it: leave one of them out.', 'model', 'outputDepth');
  const { layers, inputs } = outputReads(readout);
  if (model.recurrence !== 'hidden' && (layers === 'all' || inputs)) return problem(`but with \`recurrence\` "${model.recurrence}" an output is made of the uppermost states alone, step by step: leave ${layers === 'all' ? '`layers`' : '`inputs`'} out, or use "hidden".`, 'training', 'readout', layers === 'all' ? 'layers' : 'inputs');
  if (omega > 0) return problem('which has no gradient that flows back through time: set `omega` to 0.', 'training', 'omega');
  return device === 'webgl' ? problem('which is computed in WebAssembly, but `device` is "webgl": leave it out.', 'device') : [];
}

function washoutFits({ training: { readout, tau } }: ResolvedExperiment): SpecError[] {
  if (readout.kind === 'gradient' || readout.washout < tau) return [];
  return [new SpecError(`\`washout\` is ${formatNumber(readout.washout)}, which leaves nothing to learn of a sequence of ${formatNumber(tau)} steps (\`tau\`).`, ['training', 'readout', 'washout'])];
}

function engineFits({ engine, device, model, training }: ResolvedExperiment): SpecError[] {
  if (engine !== 'planned') return [];
  const obstacle = unplanned({ model, training });
  if (obstacle !== undefined) return [new SpecError(`\`engine\` is "planned", but there is no planned kernel for ${obstacle}: use "auto" or "tfjs", or leave it out.`, ['engine'])];
  if (device === 'auto' || device === 'wasm') return [];
  return [new SpecError(`\`engine\` is "planned", which computes in WebAssembly, but \`device\` is "${device}": leave one of them out.`, ['engine'])];
}

/** Nothing is learnt over a connection that reaches further back than a window. */
function delaysFit(experiment: ResolvedExperiment): SpecError[] {
  const { tau } = experiment.training;
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    const { recurrent, reads = [] } = cellFacts(cell);
    const longest = Math.max(1, ...Object.values(recurrent), ...reads);
    if (longest === 1 || longest < tau) return [];
    const message = `The cell reads ${reads.includes(longest) ? 'x' : 'h'} from ${formatNumber(longest)} steps before, but a window has only ${formatNumber(tau)} (\`tau\`): that connection learns nothing.`;
    return [new SpecError(message, [...path, 'cell'], 'warning')];
  });
}

/** All the way round would be further than round. */
function headsFit(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell }, path }) => {
    if (cell.kind !== 'ntm' || 2 * cell.shift + 1 <= cell.slots) return [];
    return [new SpecError(`\`shift\` is ${cell.shift}, but a memory of ${counted(cell.slots, 'row')} (\`slots\`) has not so many places to go: take a smaller shift.`, [...path, 'cell', 'shift'])];
  });
}

/** What is dropped is the same at every step, which only a matrix between two steps bears. */
function dropoutFits(experiment: ResolvedExperiment): SpecError[] {
  const { model, training: { omega } } = experiment;
  return placedLayers(experiment).flatMap(({ layer: { cell, dropout }, path }) => {
    if (dropout === 0) return [];
    const problem = (message: string) => [new SpecError(message, [...path, 'dropout'])];
    if (model.recurrence !== 'hidden') return problem(`\`recurrence\` is "${model.recurrence}", and what goes step by step by way of the output is not dropped: leave \`dropout\` out, or use "hidden".`);
    if (model.encoder?.attention) return problem('A model with attention goes step by step, and its connections are not dropped: leave `dropout` out.');
    const { whole } = cellFacts(cell);
    if (whole !== undefined) return problem(`\`dropout\` takes the same units out of h at every step, but the cell "${cell.kind}" ${whole}: leave \`dropout\` out, or take another cell.`);
    return omega > 0 ? problem('`omega` is about the whole way from h⁽ᵗ⁾ back to h⁽ᵗ⁻¹⁾, of which `dropout` takes a part away: leave one of them out.') : [];
  });
}

/** A module that nobody reads at some steps, or without a unit. */
function clocksFit(experiment: ResolvedExperiment): SpecError[] {
  return placedLayers(experiment).flatMap(({ layer: { cell, hiddenSize }, path }) => {
    if (cell.kind !== 'clockwork') return [];
    const problem = (message: string) => [new SpecError(message, [...path, 'cell', 'periods'])];
    if (!cell.periods.includes(1)) return problem('No module has the period 1, so that there are steps at which nobody reads what comes in: begin `periods` with 1.');
    if (cell.periods.length <= hiddenSize) return [];
    return problem(`\`periods\` has ${counted(cell.periods.length, 'module')} for ${counted(hiddenSize, 'unit')} (\`hiddenSize\`): leave some out, or take more units.`);
  });
}

/** Parameters per position need positions: a first step, and no more steps than there are parameters. */
function positionsFit(experiment: ResolvedExperiment): SpecError[] {
  const { data, model, training: { tau, backpropagation } } = experiment;
  return placedLayers(experiment).flatMap(({ layer: { cell, direction }, path }) => {
    if (cell.kind !== 'perPosition') return [];
    const problem = (message: string, ...field: string[]) => [new SpecError(message, [...path, ...field])];
    const other = 'take another cell';
    if (model.encoder) return problem(`A source and its answer have no first position in common, of which the cell "perPosition" could have parameters; ${other}.`, 'cell', 'kind');
    if (data.kind === 'text') return problem(`A text is read as a stream, which has no first position: the cell "perPosition" has parameters for each; ${other}.`, 'cell', 'kind');
    if (direction !== 'forward') return problem(`\`direction\` is "${direction}", but the cell "perPosition" counts its positions from the first step: use "forward", or ${other}.`, 'direction');
    if (backpropagation.kind === 'truncated') return problem(`\`backpropagation\` cuts a window into pieces, in which the cell "perPosition" cannot tell its positions: use "full", or ${other}.`, 'cell', 'kind');
    if (cell.positions >= tau) return [];
    return problem(`\`positions\` is ${formatNumber(cell.positions)}, but a window has ${formatNumber(tau)} steps (\`tau\`): there are no parameters for those behind.`, 'cell', 'positions');
  });
}

/** What contradicts itself within the file, whatever its data holds. */
export function checkMeaning(experiment: ResolvedExperiment): SpecError[] {
  return [
    outputFits, lossFits, encoderFits, beamFits, directionsFit, treesFit, depthFits, recurrenceFits, contextFits, endingFits, taskFits, vocabularyFits, inputsFit, warmupFits, omegaFits, jacobiansFit, truncationFits, readoutFits, reservoirsFade, washoutFits,
    engineFits, delaysFit, dropoutFits, headsFit, clocksFit, positionsFit,
  ].flatMap(check => check(experiment));
}
