import type { NumberTable } from '../../core/data/numberTable.ts';
import { split } from '../../core/math/random.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { carriesHidden, readsOutput } from '../../core/spec/ownOutput.ts';
import { drawNarma } from '../../core/tasks/narma.ts';
import { echoStateDefaults } from '../../protocol/echoState.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';

/** What the lab is opened with in the place of an experiment. */
export interface ExperimentLab {
  readonly settings: Partial<EchoStateOptions>;
  /** The files of its series, as the experiment names them; or the rows that are drawn for it. */
  readonly series: readonly string[] | NumberTable;
}

/** The lab of an experiment with one reservoir under a readout that is solved for. @throws Error, a sentence, where it is none */
export function labOfExperiment({ data, model, training, seed }: ResolvedExperiment): ExperimentLab {
  const [layer, ...above] = model.layers;
  if (layer?.cell.kind !== 'reservoir' || above.length > 0) throw new Error('The lab fits one reservoir under a linear readout: the model of this experiment is another. Run it instead.');
  const { topology, spectralRadius, inputScaling, bias, density, alpha, noise, feedbackScaling } = layer.cell;
  const { readout } = training;
  if (!carriesHidden(model) || (readout.kind !== 'gradient' && !readout.bias)) throw new Error('The lab fits reservoirs that carry their state, under a readout with a bias: those of this experiment are others. Run it instead.');
  const network = {
    units: layer.hiddenSize, topology, spectralRadius, bias, density, leakRate: 1 - alpha, noise, feedback: readsOutput(model) ? feedbackScaling : 0, seed, ...readoutSettings(readout),
  };
  if (data.kind === 'series') {
    const { file, files, series, column, targets: moreTargets = [], inputs = [], itself = true, horizon = 1, validation = echoStateDefaults.test } = data;
    return { series: [file, ...files], settings: { ...network, inputScaling, series, target: column, moreTargets, inputs: [...(itself ? [column, ...moreTargets] : []), ...inputs], horizon, test: validation } };
  }
  if (data.kind !== 'task' || data.task !== 'narma') throw new Error('The lab fits a network to a series of numbers: the data of this experiment is another. Run it instead.');
  const rows = Math.round(training.tau / (1 - echoStateDefaults.test));
  const { x, y } = drawNarma(data.order, rows, split(seed, 'data'));
  // The lab standardises what is read, the experiment does not: the same drive takes a scaling by the deviation of the uniform numbers.
  const scaling = Number((inputScaling * 0.5 / Math.sqrt(12)).toPrecision(3));
  return {
    series: { file: `NARMA-${data.order}`, header: ['x', 'y'], rows, column: (index) => Float64Array.from([x, y][index]!) },
    settings: { ...network, inputScaling: scaling, target: 'y', inputs: ['x'], horizon: 0, test: echoStateDefaults.test },
  };
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
