import { dispose, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Parameters } from '../core/cells/cell.ts';
import { heardCell } from '../core/cells/heardCell.ts';
import type { HeardStep } from '../core/cells/heardCell.ts';
import { levelsOf } from '../core/cells/levels.ts';
import type { Level } from '../core/cells/levels.ts';
import { stepGraphOf } from '../core/cells/stepGraphOf.ts';
import type { Snapshot } from '../core/checkpoint/checkpoint.ts';
import type { DataSource } from '../core/data/source.ts';
import type { Spread, StepGraph, StepTrace, StepTraces } from '../core/graph/stepGraph.ts';
import { initialise } from '../core/math/initialisers.ts';
import { split } from '../core/math/random.ts';
import type { Model } from '../core/models/model.ts';
import type { ChainSpec } from '../core/spec/chains.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { modelOf } from '../core/train/compileModel.ts';
import { beginFrom } from '../core/train/startFrom.ts';
import type { Start } from '../core/train/startFrom.ts';
import { forcingAt } from '../core/train/teacherForcing.ts';
import { firstSequence } from './firstSequence.ts';
import { plainTfjs } from './plainTfjs.ts';
import { repeatedSequence } from './repeatedSequence.ts';
import { inputsOf } from './tfjs/batchTensors.ts';

/** More multiplications would take minutes of plain JavaScript. */
const mostMultiplications = 2e10;

/** Parameters of a step of a training. */
export interface StepParameters {
  readonly step: number;
  readonly tensors: Snapshot;
}

/**
 * What every step of every cell computes, operation by operation, on the sequence that a probe looks at, by the plain cell rather than by a
 * fused kernel. The code of cells that people wrote is loaded. @param saved left out, parameters are as the training begins
 * @param begin what it begins with instead of what is drawn @throws Error, a sentence, where that would take long, or `begin` does not fit; OwnCodeError
 */
export async function traceSteps(experiment: ResolvedExperiment, data: DataSource, saved?: StepParameters, begin?: Start): Promise<StepTraces> {
  await plainTfjs();
  const sequence = firstSequence(data.probe());
  const levels = sequence.trees && levelsOf(sequence.trees).levels;
  const source = sequence.source?.tau ?? 0;
  const tracings = new Map<string, Tracing>();
  const model: Model = modelOf(experiment, data, undefined, (cell, chain) => heardCell(cell, (step) => tracings.get(chain.name)!.hear(step)));
  const chains = [...(model.encoder?.chains ?? []).map((chain) => ({ chain, tau: source, offset: 0 })), ...model.chains.map((chain) => ({ chain, tau: sequence.tau, offset: source }))];
  for (const { chain, tau, offset } of chains) tracings.set(chain.name, new Tracing(placing(chain, tau, offset, chain.cell.ofTrees && levels), source + sequence.tau));
  const B = rowsUnlike(model, levels);
  const weights = model.parameters.reduce((sum, { shape }) => sum + (shape.length > 1 ? product(shape) : 0), 0);
  if (B * weights * (source + sequence.tau) > mostMultiplications) throw new Error(`To go through ${source + sequence.tau} steps of so large a network, operation by operation, would take minutes: look at it with fewer units, or a shorter tau.`);
  const parameters = parametersOf(model, { ...begun(drawn(model, experiment), experiment, data, saved ? undefined : begin), ...saved?.tensors });
  const context = { training: false, forcing: forcingAt(experiment.training.teacherForcing, saved?.step ?? 0), random: split(experiment.seed, 'noise', saved?.step ?? 0) };
  try {
    tidy(() => void model.forward(parameters, inputsOf(repeatedSequence(sequence, B), model), model.initialState(B), context));
  } finally {
    dispose(parameters as Record<string, Tensor>);
  }
  return Object.fromEntries([...tracings].map(([name, tracing]) => [name, tracing.trace]));
}

const product = (shape: readonly number[]): number => shape.reduce((all, each) => all * each, 1);

const parametersOf = (model: Model, of: Snapshot): Parameters => Object.fromEntries(model.parameters.map(({ name, shape }) => [name, tensor(of[name]!.data, [...shape])]));

function drawn({ parameters }: Model, { seed }: ResolvedExperiment): Snapshot {
  const random = split(seed, 'weights');
  return Object.fromEntries(parameters.map((spec) => [spec.name, { shape: spec.shape, data: initialise(spec, random) }]));
}

const begun = (parameters: Snapshot, experiment: ResolvedExperiment, data: DataSource, begin: Start | undefined): Snapshot => (begin ? beginFrom(begin, parameters, experiment, data).snapshot : parameters);

/** In which columns of the unfolded graph a step of a cell is, and in which of its rows. */
type Placing = (t: number) => readonly { readonly column: number; readonly row: number }[];

/** All nodes of one height are one step of a cell of trees; those of the first tree come first. */
function placing({ direction }: ChainSpec, tau: number, offset: number, levels: readonly Level[] | undefined): Placing {
  if (levels) return (height) => levels[height]!.nodes.map(({ t }, row) => ({ column: t, row }));
  return (t) => [{ column: offset + (direction === 'backward' ? tau - 1 - t : t), row: 0 }];
}

/** As many sequences, which are all the same, as let no step have as many rows as anything else of the cells is large. */
function rowsUnlike({ chains, encoder }: Model, levels: readonly Level[] | undefined): number {
  const sizes = new Set([...chains, ...encoder?.chains ?? []].flatMap(({ cell: { inputSize, hiddenSize, stateSizes, parameters } }) => [inputSize, hiddenSize, ...Object.values(stateSizes), ...parameters.flatMap(({ shape }) => shape)]));
  const nodes = levels?.map((level) => level.nodes.length) ?? [1];
  let B = 3;
  while (nodes.some((count) => sizes.has(count * B))) B++;
  return B;
}

/** What is heard of one cell. */
class Tracing {
  readonly #graphs: { readonly graph: StepGraph; readonly text: string }[] = [];
  readonly #of: number[];
  readonly #values: (readonly (Spread | null)[])[];

  constructor(private readonly placesOf: Placing, columns: number) {
    this.#of = Array<number>(columns).fill(-1);
    this.#values = Array.from({ length: columns }, () => []);
  }

  get trace(): StepTrace {
    return { graphs: this.#graphs.map(({ graph }) => graph), of: this.#of, values: this.#values };
  }

  hear({ recorded, context: { t, children }, ...given }: HeardStep): void {
    const { graph, outputs } = stepGraphOf(recorded, { ...given, ...(children && { children }) });
    const text = JSON.stringify(graph);
    let index = this.#graphs.findIndex((each) => each.text === text);
    if (index < 0) index = this.#graphs.push({ graph, text }) - 1;
    for (const { column, row } of this.placesOf(t)) {
      this.#of[column] = index;
      this.#values[column] = outputs.map((tensors) => spreadOf(tensors, row, given.x.shape[0]));
    }
  }
}

/** Of the numbers in a row of what has so many rows, and of all in what has not. */
function spreadOf(tensors: readonly Tensor[], row: number, rows: number): Spread | null {
  if (tensors.some(({ isDisposed }) => isDisposed)) return null;
  let [least, greatest, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const each of tensors) {
    const numbers = each.dataSync<'float32'>();
    const width = each.shape[0] === rows ? each.size / rows : each.size;
    const begin = each.shape[0] === rows ? row * width : 0;
    for (let i = begin; i < begin + width; i++) {
      [least, greatest] = [Math.min(least, numbers[i]!), Math.max(greatest, numbers[i]!)];
      sum += numbers[i]!;
    }
    count += width;
  }
  return [digits(least), digits(sum / count), digits(greatest)];
}

/** Four of them; JSON knows no number that is not finite. */
const digits = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);
