import type { NumberTable } from '../../core/data/numberTable.ts';
import { split } from '../../core/math/random.ts';
import { isDeep, readsBackward } from '../../core/spec/chains.ts';
import type { CellSpec, LayerSpec, ResolvedExperiment } from '../../core/spec/experiment.ts';
import { outputReads } from '../../core/spec/outputReads.ts';
import { carriesHidden, readsOutput } from '../../core/spec/ownOutput.ts';
import { drawNarma } from '../../core/tasks/narma.ts';
import { echoStateDefaults, echoStateRanges } from '../../protocol/echoState.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { layerNames } from '../../protocol/reservoirLayers.ts';
import type { OwnOfLayer, ReservoirLayer } from '../../protocol/reservoirLayers.ts';

/** What the lab is opened with in the place of an experiment. */
export interface ExperimentLab {
  readonly settings: Partial<EchoStateOptions>;
  /** The files of its series, as the experiment names them; or the rows that are drawn for it. */
  readonly series: readonly string[] | NumberTable;
  /** What of it no setting is of, and a network that is saved has as well. */
  readonly kept: KeptOfExperiment;
  /** What the lab does otherwise than a run of it: a sentence each. */
  readonly notes: readonly string[];
}

export type KeptOfExperiment = Pick<ResolvedExperiment, 'samples'> & Partial<Pick<ResolvedExperiment, 'name' | 'description'>>;

/** The lab of an experiment with reservoirs, one on another, under a readout at each step. @throws Error, a sentence, where it is none */
export function labOfExperiment(experiment: ResolvedExperiment): ExperimentLab {
  const { name, description, samples, model, training, seed } = experiment;
  const [lowest, ...above] = reservoirsOf(model.layers);
  const { readout } = training;
  if (!carriesHidden(model) || model.outputDepth > 0 || (readout.kind !== 'gradient' && !readout.bias)) throw otherThan('reservoirs that carry their state, under a linear readout with a bias', 'those of this experiment are others');
  const network = {
    ...lowest!, layers: model.layers.length, above: above.map((layer) => ownOf(layer, lowest!)), readLayers: outputReads(readout).layers,
    feedback: readsOutput(model) ? feedbackOf(model.layers[0]!) : 0, seed, ...readoutSettings(readout),
  };
  const { settings, series, notes } = rowsOf(experiment);
  return { series, settings: { ...network, ...settings }, kept: { name, description, samples }, notes: [...notesOf(experiment), ...notes] };
}

const otherThan = (fits: string, is: string): Error => new Error(`The lab fits ${fits}: ${is}. Run it instead.`);

type Reservoir = CellSpec & { kind: 'reservoir' };

const isReservoir = (layer: LayerSpec): layer is LayerSpec & { readonly cell: Reservoir } => layer.cell.kind === 'reservoir';

/** From the lowest up. @throws Error, a sentence, where one is something else */
function reservoirsOf(layers: readonly LayerSpec[]): ReservoirLayer[] {
  return layers.map((layer) => {
    if (!isReservoir(layer)) throw otherThan('reservoirs under a linear readout', 'the model of this experiment is another');
    if (readsBackward(layer) || isDeep(layer) || layer.dropout > 0) throw otherThan('reservoirs that read forward, with no layers before them and no dropout', 'those of this experiment are others');
    const { topology, spectralRadius, inputScaling, bias, density, alpha, noise } = layer.cell;
    return { units: layer.hiddenSize, topology, spectralRadius, leakRate: Number((1 - alpha).toPrecision(12)), inputScaling, bias, density, noise };
  });
}

/** What it has otherwise than the lowest; how strongly it reads is always its own. */
const ownOf = (layer: ReservoirLayer, lowest: ReservoirLayer): OwnOfLayer =>
  Object.fromEntries(layerNames.filter((name) => name === 'inputScaling' || layer[name] !== lowest[name]).map((name) => [name, layer[name]]));

const feedbackOf = (layer: LayerSpec): number => (isReservoir(layer) ? layer.cell.feedbackScaling : 0);

function rowsOf({ data, model: { layers: [lowest] }, training: { tau }, seed }: ResolvedExperiment): Pick<ExperimentLab, 'settings' | 'series' | 'notes'> {
  const usual = echoStateDefaults.test;
  if (data.kind === 'series') {
    const { file, files, series, column, targets: moreTargets = [], inputs = [], itself = true, horizon = 1, validation = usual } = data;
    const [least, most] = echoStateRanges.test;
    const test = validation < least ? usual : Math.min(validation, most);
    const notes = test === validation ? [] : [`Of the series the lab tests with ${100 * test} %; the experiment keeps ${100 * validation} % (\`validation\`).`];
    return { notes, series: [file, ...files], settings: { series, target: column, moreTargets, inputs: [...(itself ? [column, ...moreTargets] : []), ...inputs], horizon, test } };
  }
  if (data.kind !== 'task' || data.task !== 'narma') throw otherThan('networks to a series of numbers', 'the data of this experiment is another');
  const rows = Math.round(tau / (1 - usual));
  const { x, y } = drawNarma(data.order, rows, split(seed, 'data'));
  // The lab standardises what is read, the experiment does not: the same drive takes a scaling by the deviation of the uniform numbers.
  const { inputScaling } = lowest!.cell as Reservoir;
  const scaling = Number((inputScaling * 0.5 / Math.sqrt(12)).toPrecision(3));
  return {
    series: { file: `NARMA-${data.order}`, header: ['x', 'y'], rows, column: (index) => Float64Array.from([x, y][index]!) },
    settings: { inputScaling: scaling, target: 'y', inputs: ['x'], horizon: 0, test: usual },
    notes: [`The rows of NARMA-${data.order} were drawn by the experiment's seed; the lab standardises what is read, so that an input scaling of ${scaling} here is one of ${inputScaling} there.`],
  };
}

/** What of a training no setting of the lab is of. */
function notesOf({ model, training: { readout, teacherForcing } }: ResolvedExperiment): string[] {
  return [
    ...(readout.kind === 'gradient' ? ['The experiment learns its readout by gradients; the lab solves for it by ridge regression.'] : []),
    ...(readsOutput(model) && readout.kind !== 'force' && teacherForcing.kind !== 'always' ? [`The experiment feeds back by \`teacherForcing\` "${teacherForcing.kind}"; in the lab it is the target that is fed back while it learns.`] : []),
  ];
}

function readoutSettings(readout: ResolvedExperiment['training']['readout']): Partial<EchoStateOptions> {
  if (readout.kind === 'gradient') return {};
  const { washout, inputs: readInputs, squares } = readout;
  const reads = { readout: readout.kind, washout, readInputs, squares };
  switch (readout.kind) {
    case 'ridge': return { ...reads, ridge: readout.lambda };
    case 'rls':
    case 'force': return { ...reads, ridge: readout.lambda, forgetting: readout.forgetting };
    case 'lms': return { ...reads, stepSize: readout.stepSize };
  }
}
