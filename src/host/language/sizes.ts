import type { LayerSpec, ResolvedExperiment } from '../../core/spec/experiment.ts';
import type { DataFacts } from '../../core/spec/glance.ts';
import { allParameters, estimateMemory, formatBytes } from '../../core/spec/memory.ts';
import { needsOf, type Sizes } from '../../core/spec/needs.ts';
import { countOf, formatShape, layerShapes, operationsPerStep, outputShapes, type ParameterShape } from '../../core/spec/parameterShapes.ts';
import { outputReads, widthRead } from '../../core/spec/outputReads.ts';
import { ownCells } from '../../core/spec/ownCells.ts';
import type { Path } from '../../core/spec/problem.ts';
import { counted, formatNumber } from '../../core/spec/wording.ts';

/** Columns of x and o, and whether they are what the data has, or the least that it can have. */
export interface KnownSizes {
  readonly sizes: Sizes;
  readonly known: boolean;
}

/** Whether there is a cell of its author's own of which nothing is known yet: that takes a process that may run code. */
const hasUnknownCells = (experiment: ResolvedExperiment): boolean => ownCells(experiment).some(({ facts }) => !facts);
const isUnknown = ({ cell }: LayerSpec): boolean => cell.kind === 'own' && !cell.facts;

/** As far as they can be told without opening the data: of a small text its characters are counted. */
export function sizesOf(experiment: ResolvedExperiment, facts: DataFacts | undefined): KnownSizes {
  const { data } = experiment;
  const { sizes } = needsOf(data);
  if ((data.kind === 'task' && data.task !== 'own') || data.kind === 'series' || (data.kind === 'text' && data.unit === 'bytes')) return { sizes, known: true };
  if (data.kind !== 'text' || data.unit !== 'characters' || !facts || facts.bytes === 0 || facts.start.length < facts.bytes) return { sizes, known: false };
  const characters = new Set(new TextDecoder().decode(facts.start)).size;
  return { sizes: { inputSize: characters, outputSize: characters }, known: true };
}

/** What an editor writes behind a value. */
export interface Hint {
  readonly path: Path;
  readonly label: string;
}

/** The shapes of every layer's parameters behind its `hiddenSize`, those of V and c behind `output`, and that of x behind `batchSize`. */
export function hintsOf(experiment: ResolvedExperiment, { sizes, known }: KnownSizes): Hint[] {
  const { encoder, layers } = experiment.model;
  const paths = [...(encoder?.layers ?? []).map((_, index): Path => ['model', 'encoder', 'layers', index, 'hiddenSize']), ...layers.map((_, index): Path => ['model', 'layers', index, 'hiddenSize'])];
  const shapes = layerShapes(experiment, sizes).map(({ layer, shapes }, index) => ({ path: paths[index]!, label: isUnknown(layer) ? '' : written(shapes, known || !isFirst(paths[index]!)) }));
  const { batchSize, tau } = experiment.training;
  const x = { path: ['training', 'batchSize'], label: `x [${batchSize}, ${tau}, ${known ? sizes.inputSize : 'nX'}]` };
  const output = { path: ['model', 'output'], label: outputShapes(experiment, sizes).map(formatShape).join(' · ') };
  return [...shapes, ...known ? [output] : [], x].filter(({ label }) => label !== '');
}

/** Whether a layer is the first of its stack, which reads what the data has. */
const isFirst = (path: Path): boolean => path[path.lastIndexOf('layers') + 1] === 0;

/** @param known whether what is read has as many columns as is written */
const written = (shapes: readonly ParameterShape[], known: boolean): string =>
  shapes.map(each => (known || each.name !== 'U' ? formatShape(each) : formatShape(each).replace(/\d+/, 'nX'))).join(' · ');

/** What hovering over a field says of the size of what it makes; undefined where it makes nothing. In Markdown. */
export function hoverOf(experiment: ResolvedExperiment, { sizes, known }: KnownSizes, path: Path): string | undefined {
  const [part, field, index] = path;
  if (hasUnknownCells(experiment)) return undefined;
  if (part === 'training' && (field === 'batchSize' || field === 'tau')) return memoryOf(experiment, sizes, known);
  if (part !== 'model') return undefined;
  const all = layerShapes(experiment, sizes);
  const place = field === 'layers' && typeof index === 'number' ? index + (experiment.model.encoder?.layers.length ?? 0) : field === 'encoder' && typeof path[3] === 'number' ? path[3] : undefined;
  if (place === undefined) return path.length === 1 || (field === 'layers' && path.length === 2) ? networkOf(experiment, sizes, known) : undefined;
  const found = all[place];
  if (!found || !['cell', 'kind', 'hiddenSize'].includes(String(path.at(-1)))) return undefined;
  const sure = known || !isFirst(path);
  const chains = found.layer.direction === 'both' ? ', for each direction' : '';
  return `**${atLeast(sure)}${counted(countOf(found.layer, found.shapes), 'parameter')}** in this layer: ${written(found.shapes, sure)}${chains}`;
}

/** How a sentence begins of what is known, or is the least that it can be. */
const atLeast = (known: boolean, sure = ''): string => (known ? sure : 'At least ');

/** The whole network; where x is not known, what each of its columns adds. */
function networkOf(experiment: ResolvedExperiment, sizes: Sizes, known: boolean): string {
  const [parameters, learnt] = [allParameters(experiment, sizes), allParameters(experiment, sizes, true)];
  const more = allParameters(experiment, { ...sizes, inputSize: sizes.inputSize + 1, outputSize: sizes.outputSize + 1 }) - parameters;
  const unknown = known ? '' : ` (and ${formatNumber(more)} for each symbol beyond the first ${sizes.inputSize}; the data has not been read)`;
  const operations = operationsPerStep(experiment, sizes);
  const { readout, batchSize, tau } = experiment.training;
  const isSolved = readout.kind !== 'gradient';
  const perStep = isSolved ? operations + operationsOfReadout(experiment, sizes) : 3 * operations; // nothing flows back where a readout is solved for
  return [
    `**${counted(parameters, 'parameter')}**${learnt === parameters ? '' : `, of which ${formatNumber(learnt)} are learnt`}${unknown}`,
    `${atLeast(known, 'About ')}**${operationsIn(operations)}** for a step of one sequence, forward, in its matrices; **${operationsIn(perStep * batchSize * tau)}** for an update, on ${counted(batchSize, 'sequence')} of ${counted(tau, 'step')}, ${isSolved ? 'with what the readout is learnt from' : 'forward and back'}`,
    memoryOf(experiment, sizes, known),
  ].join('\n\n');
}

/** Of a step: the products that a readout is solved from, or what its weights are followed by. */
function operationsOfReadout({ model, training: { readout } }: ResolvedExperiment, { inputSize, outputSize }: Sizes): number {
  const features = widthRead(model.layers, inputSize, outputReads(readout)) + 1;
  switch (readout.kind) {
    case 'ridge': return 2 * features * (features + outputSize);
    case 'rls': case 'force': return 4 * features ** 2;
    default: return 2 * features * outputSize;
  }
}

function memoryOf(experiment: ResolvedExperiment, sizes: Sizes, known: boolean): string {
  const { total, parameters, gradients, optimiser, activations } = estimateMemory(experiment, sizes);
  return `${atLeast(known, 'About ')}**${formatBytes(total)}** of memory: parameters ${formatBytes(parameters)}, gradients ${formatBytes(gradients)}, optimiser ${formatBytes(optimiser)}, activations kept for the way back ${formatBytes(activations)}`;
}

/** `2.1 MFLOP`, to two digits. */
function operationsIn(operations: number): string {
  return formatBytes(operations).replace(/ bytes$/, ' FLOP').replace(/ (\w)B$/, (_, prefix: string) => ` ${prefix}FLOP`);
}
