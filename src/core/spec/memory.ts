import { chainsOf, depthOf, isDeep, readsBackward, widthOf } from './chains.ts';
import type { CellSpec, OptimiserSpec, ResolvedExperiment } from './experiment.ts';
import { SpecError, type Path } from './problem.ts';
import { formatNumber } from './wording.ts';

/** Columns of x and of o. */
export interface Sizes {
  readonly inputSize: number;
  readonly outputSize: number;
}

/** Bytes a training run holds at the peak of a step. */
export interface MemoryEstimate {
  readonly parameters: number;
  readonly gradients: number;
  /** Running means of the optimiser. */
  readonly optimiser: number;
  /** What the forward pass keeps for the backward pass, over all tau steps of a batch. */
  readonly activations: number;
  readonly total: number;
}

/** What WebAssembly can address at most: 32-bit pointers. */
export const memoryLimit = 4 * 2 ** 30;

const bytesPerNumber = 4;

/** Affine maps of x and h within a step of the cell. */
const gatesOf: Readonly<Record<CellSpec['kind'], number>> = { tanh: 1, lstm: 4, gru: 3 };

/** Copies of each unit of a feedforward layer and step; only TensorFlow.js has such layers. */
const feedforwardCopies = 6;

type Route = 'planned' | 'tfjs';

/*
 * How many copies of its numbers each route holds at the peak of a step. Those of TensorFlow.js are fitted to its own count
 * (`profile`) over batch sizes 1 to 16, tau 4 to 48 and 8 to 96 units; those of the planned engine are what its plan takes.
 * memoryMeasured.test.ts keeps both honest.
 */
const copies = {
  planned: {
    state: { tanh: 3, lstm: 8, gru: 8 },
    output: 2,
    /** Themselves, and laid out twice for the kernels. */
    parameter: 3,
    gradient: 1,
    gradientAtStep: 0,
    slot: 1,
  },
  tfjs: {
    /** For each unit and step. */
    state: { tanh: 18, lstm: 64, gru: 60 },
    /** For each element of o: logits, probabilities, their gradients. */
    output: 16,
    parameter: 2,
    gradient: 3,
    /** The gradient of W, of each step until they are summed. */
    gradientAtStep: 2,
    slot: 4,
  },
} as const;

/** Every cell of this schema has a planned kernel, which reads forward and has no depth of its own. */
const routeOf = ({ engine, device, model }: ResolvedExperiment): Route =>
  (engine === 'tfjs' || device === 'cpu' || device === 'webgl' || model.layers.some(layer => readsBackward(layer) || isDeep(layer)) || model.outputDepth > 0 ? 'tfjs' : 'planned');

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

/** Numbers in the matrices W of all layers, and in the feedforward layers that every step passes through. */
function recurrentWeights(experiment: ResolvedExperiment, sizes: Sizes): number {
  const { layers } = experiment.model;
  const widths = widthsOf(experiment, sizes);
  return sum(layers.map((layer, index) => {
    const [n, { input, hidden }] = [layer.hiddenSize, depthOf(layer)];
    return chainsOf(layer, index).length * (gatesOf[layer.cell.kind] * n * n + feedforward(widths[index]!, n, input) + feedforward(n, n, hidden));
  }));
}

/** Columns of x, and of what each layer hands on. */
const widthsOf = ({ model }: ResolvedExperiment, { inputSize }: Sizes): number[] => [inputSize, ...model.layers.map(widthOf)];

/** Numbers in U, W, b of all layers, in V, c, and in what feedforward layers there are. */
function allParameters(experiment: ResolvedExperiment, sizes: Sizes): number {
  const { layers, outputDepth } = experiment.model;
  const widths = widthsOf(experiment, sizes);
  const inputWeights = layers.map((layer, index) => gatesOf[layer.cell.kind] * ((depthOf(layer).input > 0 ? layer.hiddenSize : widths[index]!) + 1) * widthOf(layer));
  const n = layers.at(-1)!.hiddenSize;
  const above = feedforward(widths.at(-1)!, n, outputDepth) + ((outputDepth > 0 ? n : widths.at(-1)!) + 1) * sizes.outputSize;
  return recurrentWeights(experiment, sizes) + sum(inputWeights) + above;
}

function allActivations(experiment: ResolvedExperiment, { inputSize, outputSize }: Sizes): number {
  const { model, training: { batchSize, tau } } = experiment;
  const { state, output } = copies[routeOf(experiment)];
  const states = sum(model.layers.map(layer => (state[layer.cell.kind] + feedforwardCopies * (depthOf(layer).input + depthOf(layer).hidden)) * widthOf(layer)));
  const outputs = (output * outputSize + feedforwardCopies * model.outputDepth * model.layers.at(-1)!.hiddenSize) * (model.output === 'each' ? tau : 1);
  return batchSize * (tau * (inputSize + states) + outputs);
}

/** The sizes of x and o, as far as they are known before the data is read: a text has at least two characters. */
export function leastSizes({ data }: ResolvedExperiment): Sizes {
  switch (data.kind) {
    case 'text': return { inputSize: 2, outputSize: 2 };
    case 'series': return { inputSize: 1 + data.inputs.length, outputSize: 1 };
    case 'task': return { inputSize: 2, outputSize: 1 };
  }
}

/** Bytes that training takes; good to about a third. @param threads each of which has a gradient of its own */
export function estimateMemory(experiment: ResolvedExperiment, sizes: Sizes = leastSizes(experiment), threads = 1): MemoryEstimate {
  const { tau, optimiser: spec } = experiment.training;
  const { parameter, gradient, gradientAtStep, slot } = copies[routeOf(experiment)];
  const one = bytesPerNumber * allParameters(experiment, sizes);
  const parameters = parameter * one;
  const gradients = threads * gradient * one + gradientAtStep * tau * bytesPerNumber * recurrentWeights(experiment, sizes);
  const optimiser = slot * slotsOf(spec) * one;
  const activations = bytesPerNumber * allActivations(experiment, sizes);
  return { parameters, gradients, optimiser, activations, total: parameters + gradients + optimiser + activations };
}

/** `4.3 GB`, to two digits. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
  const power = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)), units.length - 1);
  return `${formatNumber(Number((bytes / 1000 ** power).toPrecision(2)))} ${units[power]}`;
}

/** The field that makes the run so large, as a sentence begins with it, and what would help. */
function culprit(experiment: ResolvedExperiment, estimate: MemoryEstimate): { path: Path; subject: string; advice: string } {
  const { model, training: { tau, batchSize } } = experiment;
  if (estimate.activations > estimate.total / 2) {
    const subject = `\`batchSize\` ${formatNumber(batchSize)} times \`tau\` ${formatNumber(tau)}`;
    return { path: ['training', tau >= batchSize ? 'tau' : 'batchSize'], subject, advice: 'Lower `batchSize` or `tau`.' };
  }
  const widest = Math.max(...model.layers.map(layer => layer.hiddenSize));
  const layer = model.layers.findIndex(({ hiddenSize }) => hiddenSize === widest);
  return { path: ['model', 'layers', layer, 'hiddenSize'], subject: `\`hiddenSize\` ${formatNumber(widest)}`, advice: routeOf(experiment) === 'tfjs' ? 'Lower `hiddenSize` or `tau`.' : 'Lower `hiddenSize`.' };
}

/**
 * Refuses an experiment that cannot fit, before anything is allocated.
 * @param sizes as the data source found them; left out, the least they can be
 * @param limit bytes
 */
export function checkMemory(experiment: ResolvedExperiment, sizes?: Sizes, limit = memoryLimit): SpecError[] {
  const estimate = estimateMemory(experiment, sizes);
  if (estimate.total <= limit) return [];
  const { path, subject, advice } = culprit(experiment, estimate);
  const part = (name: 'parameters' | 'gradients' | 'optimiser' | 'activations') => `${name} ${formatBytes(estimate[name])}`;
  const each = routeOf(experiment) === 'tfjs' ? ' (that of W once for each time step)' : '';
  const parts = `${part('parameters')}, ${part('gradients')}${each}, ${part('optimiser')}, ${part('activations')}`;
  const need = `${subject} needs about ${formatBytes(estimate.total)} of memory (${parts}); at most ${formatBytes(limit)} can be used.`;
  return [new SpecError(`${need} ${advice}`, path)];
}
