import { cellFacts, inputMatrices } from './cellFacts.ts';
import type { CellFacts } from './cellFacts.ts';
import { chainsOf, depthOf, isOfTrees, readsBackward, widthOf } from './chains.ts';
import type { LayerSpec, OptimiserSpec, ResolvedExperiment } from './experiment.ts';
import { fused, waitsForOutput } from './fused.ts';
import { needsOf, type Sizes } from './needs.ts';
import { carriesHidden, predictsLength, readsContext, readsOutput } from './ownOutput.ts';
import { SpecError, type Path } from './problem.ts';
import { outputReads, widthRead } from './outputReads.ts';
import { unplanned } from './unplanned.ts';
import { formatNumber } from './wording.ts';

/** Bytes a training run holds at the peak of a step. */
export interface MemoryEstimate {
  readonly parameters: number;
  readonly gradients: number;
  /** Running means of the optimiser; or what a readout that is solved for is solved from. */
  readonly optimiser: number;
  /** What the forward pass keeps for the backward pass, over all tau steps of a batch. */
  readonly activations: number;
  readonly total: number;
}

/** What WebAssembly can address at most: 32-bit pointers. */
export const memoryLimit = 4 * 2 ** 30;

const bytesPerNumber = 4;
/** Of a sum over all steps that a readout is learnt from: in float64, and once more where it is solved for. */
const bytesPerSum = 16;

/** TensorFlow.js computes a layer as one operation on WebAssembly, and step by step elsewhere. */
type Route = 'planned' | 'fused' | 'plain';

/** Copies of each unit of a feedforward layer and step; only TensorFlow.js has such layers. */
const feedforwardCopies = 6;

/** Copies of each unit and step besides, where a layer reads backward: of planned steps all are gone back through before the next layer is, and states lie in both orders. */
const backwardCopies = { planned: 3, fused: 0, plain: 0 };

/** What Ω takes, a gradient of the gradient of all steps at once, in times of what they hold one by one. */
const omegaCopies = 2;
/** Copies of what a layer reads and carries where connections are dropped. */
const dropoutCopies = 3;
/** Copies of each output, to tell lengths from symbols, and of how many steps are left, where the length is predicted. */
const lengthCopies = { output: 4, left: 5 };

/** Steps at a time that reservoirs are driven through where a readout is solved for: nothing of a stretch is kept but what the readout reads. */
export const solvedStretch = 256;

/** Copies of each unit of a reservoir and step of a stretch: nothing flows back through them. */
const solvedCopies = 12;

/** How many copies of its numbers each route holds at the peak of a step, besides what cellFacts.ts knows of each cell. */
const copies = {
  planned: {
    input: 1,
    output: 2,
    /** Themselves, and laid out twice for the kernels. */
    parameter: 3,
    gradient: 1,
    gradientAtStep: 0,
    slot: 1,
  },
  fused: {
    input: 5,
    output: 12,
    parameter: 2,
    /** With the layouts and gradients on the tape of the operation. */
    gradient: 8,
    gradientAtStep: 0,
    slot: 4,
  },
  plain: {
    /** One-hot rows, of the whole window and of each step. */
    input: 3,
    /** For each element of o: logits, probabilities, their gradients. */
    output: 16,
    parameter: 2,
    gradient: 3,
    /** The gradient of the recurrent matrices, of each step until they are summed. */
    gradientAtStep: 2,
    /** Of all parameters, where a whole stack goes step by step. */
    parameterAtStep: 3,
    slot: 4,
  },
} as const;

function routeOf(experiment: ResolvedExperiment): Route {
  const { engine, device } = experiment;
  if (device === 'cpu' || device === 'webgl') return 'plain';
  if (engine !== 'tfjs' && unplanned(experiment) === undefined) return 'planned';
  return fused(experiment) ? 'fused' : 'plain';
}

function slotsOf(optimiser: OptimiserSpec): number {
  switch (optimiser.kind) {
    case 'sgd': return optimiser.momentum === 0 ? 0 : 1;
    case 'rmsprop': return 1;
    case 'adam': return 2;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Numbers in `depth` feedforward layers of n units. */
const feedforward = (inputSize: number, n: number, depth: number) => (depth === 0 ? 0 : (inputSize + 1) * n + (depth - 1) * (n + 1) * n);

/** A layer and the columns that it reads. */
interface Reading {
  readonly layer: LayerSpec;
  readonly width: number;
}

/** Columns of C, and of what is attended to. */
const contextOf = ({ encoder }: ResolvedExperiment['model']): number => (encoder ? widthOf(encoder.layers.at(-1)!) : 0);

/** Every layer: those of an encoder over the source, and those over x and what comes with it. */
export function readings({ model, training: { tau } }: ResolvedExperiment, { inputSize, outputSize, sourceSize = 0, contextSize = 0 }: Sizes): Reading[] {
  const { encoder, layers } = model;
  const stacked = (each: readonly LayerSpec[], first: number) => each.map((layer, index): Reading => ({ layer, width: index === 0 ? first : widthOf(each[index - 1]!) }));
  const joints = Number(encoder !== undefined && encoder.as !== 'initialState') + Number(encoder?.attention !== undefined);
  const given = readsContext(model) && model.context.as !== 'initialState' ? contextSize : 0;
  return [...stacked(encoder?.layers ?? [], sourceSize), ...stacked(layers, inputSize + given + (predictsLength(model) ? tau - 1 : 0) + (readsOutput(model) ? outputSize : 0) + joints * contextOf(model))];
}

/** Numbers in the recurrent matrices of all layers, or of those that are learnt, and in the feedforward layers that every step passes through. @param times how often a layer counts */
function recurrentWeights(experiment: ResolvedExperiment, sizes: Sizes, learntOnly = false, times: (layer: LayerSpec) => number = () => 1): number {
  return sum(readings(experiment, sizes).map(({ layer, width }) => {
    if (learntOnly && cellFacts(layer.cell).fixed) return 0;
    const [n, { input, hidden }] = [layer.hiddenSize, depthOf(layer)];
    const { blocks, recurrent, children = [] } = cellFacts(layer.cell);
    const across = (carriesHidden(experiment.model) ? Object.keys(recurrent).length : 0) * blocks + sum(children.flatMap(({ matrices }) => Object.values(matrices)));
    return times(layer) * chainsOf(layer, 0).length * (across * n * n + feedforward(width, n, input) + feedforward(n, n, hidden));
  }));
}

const entriesBegun = ({ onlyH, begun = onlyH ? 1 : 2 }: CellFacts): number => begun;

/** Numbers in what leads from an encoder into the decoder: the first states, and attention; from a given context to the first h. */
function linkParameters({ model }: ResolvedExperiment, { contextSize = 0 }: Sizes): number {
  const { encoder, layers } = model;
  const nC = contextOf(model);
  const initial = !encoder || encoder.as === 'input' ? [] : layers.map(({ cell, hiddenSize }) => (nC + 1) * hiddenSize * entriesBegun(cellFacts(cell)));
  const attention = encoder?.attention ? encoder.attention.size * (layers.at(-1)!.hiddenSize + nC + 1) : 0;
  const begun = readsContext(model) && model.context.as !== 'input' ? contextSize * sum(layers.map(widthOf)) : 0;
  return sum(initial) + attention + begun;
}

/** Numbers in all parameters, or in those that are learnt: those of all layers, V, c, and what feedforward layers there are before them. */
export function allParameters(experiment: ResolvedExperiment, sizes: Sizes, learntOnly = false): number {
  const { layers, outputDepth } = experiment.model;
  const others = readings(experiment, sizes).map(({ layer, width }) => {
    const facts = cellFacts(layer.cell);
    if (learntOnly && facts.fixed) return 0;
    const inputs = inputMatrices(facts).length * (facts.reads?.length ?? 1) * facts.blocks * (depthOf(layer).input > 0 ? layer.hiddenSize : width);
    const own = sum(Object.values(facts.others?.(depthOf(layer).input > 0 ? layer.hiddenSize : width, layer.hiddenSize) ?? {}));
    return (inputs + sum(Object.values(facts.vectors))) * widthOf(layer) + own * chainsOf(layer, 0).length;
  });
  const { hiddenSize: n } = layers.at(-1)!;
  const reads = outputReads(experiment.training.readout);
  const top = widthRead(layers, sizes.inputSize, reads);
  const above = feedforward(top, n, outputDepth) + ((outputDepth > 0 ? n : top) + (reads.bias ? 1 : 0)) * sizes.outputSize;
  return recurrentWeights(experiment, sizes, learntOnly) + sum(others) + linkParameters(experiment, sizes) + above;
}

/** Steps of a cell of trees, one for each level of a balanced one. */
const levelsOf = (tau: number): number => Math.ceil(Math.log2(tau + 1));

/** Weights whose gradient is held once for each time step, where a layer is computed step by step. */
function weightsAtStep(experiment: ResolvedExperiment, sizes: Sizes): number {
  const others = readings(experiment, sizes).map(({ layer, width }) => {
    const nX = depthOf(layer).input > 0 ? layer.hiddenSize : width;
    return chainsOf(layer, 0).length * (cellFacts(layer.cell).weightsAtStep?.(nX, layer.hiddenSize) ?? 0);
  });
  const { tau } = experiment.training;
  return recurrentWeights(experiment, sizes, true, (layer) => (isOfTrees(layer) ? levelsOf(tau) / tau : Number(!readsAtOnce(experiment, layer)))) + sum(others) + decoderWeights(experiment, sizes);
}

/** Whether a layer of an encoder is one operation, though its decoder then goes step by step. With attention its states are those of steps again. */
function readsAtOnce(experiment: ResolvedExperiment, layer: LayerSpec): boolean {
  const { device, model: { encoder } } = experiment;
  return waitsForOutput(experiment) && encoder?.attention === undefined && encoder?.layers.includes(layer) === true && device !== 'cpu' && device !== 'webgl' && cellFacts(layer.cell).held.fused !== undefined;
}

/** Copies of what attention compares, by its kind, and of what it reads, for each step of an answer and each of its source. */
const attentionCopies = { additive: 8, dotProduct: 2, read: 4.5 };

function attended({ model, training: { tau } }: ResolvedExperiment): number {
  const attention = model.encoder?.attention;
  return attention ? tau * tau * (attentionCopies[attention.kind] * attention.size + attentionCopies.read * contextOf(model)) : 0;
}

/** Numbers in the matrices through which a decoder reads that goes step by step: with attention, or its own output; else x is far narrower than h. */
function decoderWeights(experiment: ResolvedExperiment, sizes: Sizes): number {
  const { encoder, layers } = experiment.model;
  const [first] = readings(experiment, sizes).slice(-layers.length);
  return encoder && first && (encoder.attention || waitsForOutput(experiment)) ? first.width * cellFacts(first.layer.cell).blocks * first.layer.hiddenSize : 0;
}

/** Steps whose states are held at once. */
const stepsHeld = ({ training: { readout, tau } }: ResolvedExperiment): number => (readout.kind === 'gradient' ? tau : Math.min(tau, solvedStretch));

/** Columns that the output reads. */
const featuresOf = ({ model: { layers }, training: { readout } }: ResolvedExperiment, { inputSize }: Sizes): number => widthRead(layers, inputSize, outputReads(readout));

/** Numbers that a readout which is solved for is learnt from, of all steps. */
function featuresKept(experiment: ResolvedExperiment, sizes: Sizes): number {
  const { readout, batchSize, tau } = experiment.training;
  return readout.kind === 'gradient' ? 0 : batchSize * tau * (featuresOf(experiment, sizes) + sizes.outputSize);
}

function allActivations(experiment: ResolvedExperiment, sizes: Sizes): number {
  const { inputSize, outputSize, sourceSize = 0 } = sizes;
  const { model, training: { batchSize, omega, readout } } = experiment;
  const tau = stepsHeld(experiment);
  const route = routeOf(experiment);
  const { input, output } = copies[route];
  const states = sum(readings(experiment, sizes).map(({ layer, width }) => {
    const { input, hidden } = depthOf(layer);
    const { held, heldBesides = 0 } = cellFacts(layer.cell);
    const besides = heldBesides + (layer.dropout > 0 ? dropoutCopies * (width + layer.hiddenSize) : 0);
    const turned = model.layers.some(readsBackward) ? backwardCopies[route] : 0;
    const own = readout.kind === 'gradient' ? held[readsAtOnce(experiment, layer) ? 'fused' : route]! + turned : solvedCopies;
    return ((omega > 0 ? omegaCopies * held.plain : own) + feedforwardCopies * (input + hidden)) * widthOf(layer) + besides * chainsOf(layer, 0).length;
  }));
  const outputs = (output * outputSize + feedforwardCopies * model.outputDepth * model.layers.at(-1)!.hiddenSize) * (model.output === 'each' ? tau : 1);
  const once = sum(readings(experiment, sizes).map(({ layer }) => (cellFacts(layer.cell).heldOnce?.[route] ?? 0) * widthOf(layer)));
  const counting = predictsLength(model) ? lengthCopies.output * outputSize + lengthCopies.left * (tau - 1) : 0;
  return batchSize * (tau * (input * (inputSize + sourceSize) + states + counting) + once + outputs + attended(experiment)) + featuresKept(experiment, sizes);
}

/** Bytes that training takes; good to about a third. @param threads each of which has a gradient of its own */
export function estimateMemory(experiment: ResolvedExperiment, sizes: Sizes = needsOf(experiment.data).sizes, threads = 1): MemoryEstimate {
  const { tau, optimiser: spec, readout } = experiment.training;
  const { parameter, gradient, gradientAtStep, slot } = copies[routeOf(experiment)];
  const learnt = bytesPerNumber * allParameters(experiment, sizes, true);
  const parameters = parameter * bytesPerNumber * allParameters(experiment, sizes);
  const activations = bytesPerNumber * allActivations(experiment, sizes);
  if (readout.kind !== 'gradient') {
    const sums = bytesPerSum * (featuresOf(experiment, sizes) + 1) ** 2;
    return { parameters, gradients: learnt, optimiser: sums, activations, total: parameters + learnt + sums + activations };
  }
  const gradients = threads * gradient * learnt + tau * (waitsForOutput(experiment) && !experiment.model.encoder ? copies.plain.parameterAtStep * learnt : gradientAtStep * bytesPerNumber * weightsAtStep(experiment, sizes));
  const optimiser = slot * slotsOf(spec) * learnt;
  return { parameters, gradients, optimiser, activations, total: parameters + gradients + optimiser + activations };
}

/** `4.3 GB`, to two digits. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), units.length - 1);
  return `${formatNumber(Number((bytes / 1000 ** power).toPrecision(2)))} ${units[power]}`;
}

/** The field that makes the run so large, as a sentence begins with it, and what would help. */
function culprit(experiment: ResolvedExperiment, estimate: MemoryEstimate, { sizes, limit }: { readonly sizes: Sizes; readonly limit: number }): { path: Path; subject: string; advice: string } {
  const { model, training: { tau, batchSize } } = experiment;
  if (mostWords(experiment) !== undefined && estimateMemory(experiment).total <= limit) {
    return { path: ['data', 'vocabulary'], subject: `A vocabulary of ${formatNumber(sizes.outputSize - 1)} words`, advice: 'Lower `vocabulary`, `batchSize` or `tau`.' };
  }
  if (estimate.activations > estimate.total / 2) {
    const subject = `\`batchSize\` ${formatNumber(batchSize)} times \`tau\` ${formatNumber(tau)}`;
    return { path: ['training', tau >= batchSize ? 'tau' : 'batchSize'], subject, advice: 'Lower `batchSize` or `tau`.' };
  }
  const layers = [...model.layers.map((layer, index) => ({ layer, path: ['model', 'layers', index] })), ...(model.encoder?.layers ?? []).map((layer, index) => ({ layer, path: ['model', 'encoder', 'layers', index] }))];
  const widest = Math.max(...layers.map(({ layer }) => layer.hiddenSize));
  return { path: [...layers.find(({ layer }) => layer.hiddenSize === widest)!.path, 'hiddenSize'], subject: `\`hiddenSize\` ${formatNumber(widest)}`, advice: routeOf(experiment) === 'plain' ? 'Lower `hiddenSize` or `tau`.' : 'Lower `hiddenSize`.' };
}

/** How many words a model knows at most, where it reads words. */
const mostWords = ({ data }: ResolvedExperiment): number | undefined => (data.kind === 'text' && data.unit === 'words' ? data.vocabulary : undefined);

/**
 * Refuses an experiment that cannot fit, before anything is allocated; warns where a text with as many words as a model may know would not.
 * @param sizes as the data source found them; left out, the least they can be
 * @param limit bytes
 */
export function checkMemory(experiment: ResolvedExperiment, sizes?: Sizes, limit = memoryLimit): SpecError[] {
  const refusal = tooLarge(experiment, sizes ?? needsOf(experiment.data).sizes, limit);
  if (refusal !== undefined) return [new SpecError(refusal.message, refusal.path)];
  const words = sizes ? undefined : mostWords(experiment);
  const warning = words !== undefined ? tooLarge(experiment, { inputSize: words + 1, outputSize: words + 1 }, limit) : undefined;
  return warning ? [new SpecError(`If the text has as many: ${warning.message}`, warning.path, 'warning')] : [];
}

function tooLarge(experiment: ResolvedExperiment, sizes: Sizes, limit: number): { readonly message: string; readonly path: Path } | undefined {
  const estimate = estimateMemory(experiment, sizes);
  if (estimate.total <= limit) return undefined;
  const { path, subject, advice } = culprit(experiment, estimate, { sizes, limit });
  const part = (name: 'parameters' | 'gradients' | 'optimiser' | 'activations') => `${name} ${formatBytes(estimate[name])}`;
  const each = routeOf(experiment) === 'plain' ? ' (that of W once for each time step)' : '';
  const parts = `${part('parameters')}, ${part('gradients')}${each}, ${part('optimiser')}, ${part('activations')}`;
  const need = `${subject} needs about ${formatBytes(estimate.total)} of memory (${parts}); at most ${formatBytes(limit)} can be used.`;
  return { message: `${need} ${advice}`, path };
}
