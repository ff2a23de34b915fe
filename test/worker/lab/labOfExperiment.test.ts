import { describe, expect, test } from 'vitest';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { specOf } from '../../../src/worker/lab/echoStateSpec.ts';
import { labOfExperiment } from '../../../src/worker/lab/labOfExperiment.ts';
import { readOptions } from '../../../src/worker/lab/readOptions.ts';

const reservoir = { layers: [{ cell: { kind: 'reservoir', spectralRadius: 0.7, inputScaling: 0.2, bias: 0.3, density: 0.2, alpha: 0.4 }, hiddenSize: 30 }], output: 'each' };
const training = { steps: 1, batchSize: 1, tau: 700, validateEvery: 1, readout: { kind: 'ridge', lambda: 1e-5, washout: 60 } };

function experiment(more: object) {
  const reading = readExperiment(JSON.stringify({ model: reservoir, training, seed: 4, ...more }), { name: 'it' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return reading.experiment;
}

const network = { units: 30, topology: 'random', spectralRadius: 0.7, bias: 0.3, density: 0.2, leakRate: 0.6, seed: 4, ridge: 1e-5, washout: 60 };

test('a series stays where it is, with the settings of the experiment', () => {
  const { series, settings } = labOfExperiment(experiment({ data: { kind: 'series', file: 'data/waves.csv', column: 'y', inputs: ['u'], itself: true, horizon: 2, validation: 0.25 } }));
  expect(series).toEqual(['data/waves.csv']);
  expect(settings).toMatchObject({ ...network, inputScaling: 0.2, target: 'y', inputs: ['y', 'u'], horizon: 2, test: 0.25 });
});

test('several files, and the column that tells series apart, come along', () => {
  const { series, settings } = labOfExperiment(experiment({ data: { kind: 'series', file: 'a.csv', files: ['b.csv'], series: 'who', column: 'y' } }));
  expect([series, settings]).toMatchObject([['a.csv', 'b.csv'], { series: 'who', inputs: ['y'] }]);
});

test('noise, feedback and the way the readout is learnt come along', () => {
  const model = { layers: [{ ...reservoir.layers[0], cell: { ...reservoir.layers[0]!.cell, noise: 0.01, feedbackScaling: 0.4 } }], output: 'each', recurrence: 'both' };
  const readout = { kind: 'rls', lambda: 1e-3, forgetting: 0.99, washout: 60, squares: true };
  const { settings } = labOfExperiment(experiment({ model, training: { ...training, readout }, data: { kind: 'task', task: 'narma', order: 10 } }));
  expect(settings).toMatchObject({ noise: 0.01, feedback: 0.4, readout: 'rls', ridge: 1e-3, forgetting: 0.99, squares: true });
});

test('NARMA is drawn, as many rows to learn from as the experiment has steps, and read as strongly', () => {
  const { series, settings } = labOfExperiment(experiment({ data: { kind: 'task', task: 'narma', order: 10 } }));
  expect(settings).toMatchObject({ ...network, inputScaling: 0.0289, target: 'y', inputs: ['x'], horizon: 0, test: 0.3 });
  if (!('rows' in series)) throw new Error('it names a file');
  expect([series.file, series.header, series.rows]).toEqual(['NARMA-10', ['x', 'y'], 1000]);
  const [x, y] = [series.column(0), series.column(1)];
  expect(y[500]).toBeCloseTo(0.3 * y[499]! + 0.05 * y[499]! * y.subarray(490, 500).reduce((sum, each) => sum + each, 0) + 1.5 * x[491]! * x[500]! + 0.1, 5);
});

test.each([
  [{ model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 8 }], output: 'each' }, training: { ...training, readout: undefined }, data: { kind: 'task', task: 'narma', order: 10 } }, 'The lab fits reservoirs under a linear readout: the model of this experiment is another. Run it instead.'],
  [{ model: { ...reservoir, layers: [{ ...reservoir.layers[0], direction: 'backward' }] }, data: { kind: 'task', task: 'narma', order: 10 } }, 'The lab fits reservoirs that read forward, with no layers before them and no dropout: those of this experiment are others. Run it instead.'],
])('another model is refused in words', (more, sentence) => {
  expect(() => labOfExperiment(experiment(more))).toThrow(sentence);
});

describe('several reservoirs', () => {
  const [lowest] = reservoir.layers;
  const upper = { cell: { ...lowest!.cell, alpha: 0.8, inputScaling: 0.3, topology: 'cycle' }, hiddenSize: 20 };
  const deep = (more: object = {}) => labOfExperiment(experiment({
    name: 'Deep', description: 'Two.', samples: { length: 77 }, model: { ...reservoir, layers: [lowest, upper] }, training: { ...training, readout: { ...training.readout, ...more } }, data: { kind: 'series', file: 'a.csv', column: 'y' },
  }));

  test('come along, each with what it has of its own', () => {
    const { settings, notes } = deep({ layers: 'all' });
    expect(settings).toMatchObject({ ...network, layers: 2, readLayers: 'all', above: [{ units: 20, topology: 'cycle', leakRate: 0.2, inputScaling: 0.3 }] });
    expect(Object.keys(settings.above![0]!)).toEqual(['units', 'topology', 'leakRate', 'inputScaling']);
    expect(notes).toEqual([]);
    expect(deep().settings.readLayers).toBe('last');
  });

  test('are saved as they were: what no setting is of, too', () => {
    const { settings, kept } = deep({ layers: 'all' });
    expect(kept).toMatchObject({ name: 'Deep', description: 'Two.', samples: { length: 77 } });
    const options = readOptions({ ...settings, horizon: 1 });
    const again = specOf(options, options.seed, { name: 'again', data: { kind: 'series', file: 'a.csv', column: 'y' }, tau: 700, batchSize: 1, steps: 1 });
    expect(again.model.layers).toEqual(experiment({ model: { ...reservoir, layers: [lowest, upper] }, data: { kind: 'series', file: 'a.csv', column: 'y' } }).model.layers);
    expect(again.training.readout).toMatchObject({ layers: 'all', lambda: 1e-5 });
  });
});

test('what the lab does otherwise is said', () => {
  const of = (more: object) => labOfExperiment(experiment({ data: { kind: 'series', file: 'a.csv', column: 'y', validation: 0 }, ...more })).notes;
  expect(of({})).toEqual(['Of the series the lab tests with 30 %; the experiment keeps 0 % (`validation`).']);
  expect(of({ training: { ...training, readout: undefined } })).toContain('The experiment learns its readout by gradients; the lab solves for it by ridge regression.');
});
