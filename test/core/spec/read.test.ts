import { describe, expect, test } from 'vitest';
import { experimentName, readExperiment } from '../../../src/core/spec/read.ts';
import { adding, lines, read, resolved, sentences, series, text, textOf } from './texts.ts';

describe('defaults', () => {
  test('the smallest experiment is filled in completely', () => {
    expect(resolved()).toEqual({
      name: 'demo', description: '', version: 2, seed: 1, device: 'auto', engine: 'auto',
      data: { kind: 'text', file: 'whale.txt', unit: 'characters', validation: 0.1 },
      model: {
        layers: [{ cell: { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' }, hiddenSize: 8, direction: 'forward', depth: { input: 0, hidden: 0, skip: false }, dropout: 0 }],
        output: 'each', outputDepth: 0, recurrence: 'hidden', context: { as: 'none' }, ending: 'symbol',
      },
      training: {
        steps: 1000, batchSize: 32, tau: 64, loss: 'crossEntropy',
        optimiser: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
        schedule: { kind: 'constant', warmup: 0 }, clip: { kind: 'norm', threshold: 1 }, backpropagation: { kind: 'full' }, readout: { kind: 'gradient' }, teacherForcing: { kind: 'always' }, omega: 0, validateEvery: 100, probeEvery: 25, jacobians: false,
      },
      samples: { every: 100, length: 200, temperature: 0.8, topK: 0, topP: 1, prime: '', beam: 1 },
      checkpoints: { every: 500, keep: 5 },
    });
  });

  test.each([
    [text, 'each', 'crossEntropy'],
    [series, 'last', 'meanSquaredError'],
    [adding, 'last', 'meanSquaredError'],
    [{ kind: 'labelled', file: 'names.tsv' }, 'each', 'crossEntropy'],
    [{ kind: 'task', task: 'temporalOrder' }, 'last', 'crossEntropy'],
    [{ kind: 'task', task: 'embeddedReber' }, 'each', 'crossEntropy'],
    [{ kind: 'task', task: 'copy' }, 'each', 'binaryCrossEntropy'],
  ])('output and loss follow from the data: %o', (data, output, loss) => {
    const { model, training } = resolved({ data });
    expect([model.output, training.loss]).toEqual([output, loss]);
  });

  test('each kind of a union has its own', () => {
    const { data, model, training } = resolved({
      data: series, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 1 }], output: 'each' },
      training: { optimiser: { kind: 'sgd' }, schedule: { kind: 'step', every: 10 } },
    });
    expect(data).toEqual({ ...series, files: [], series: '', targets: [], inputs: [], itself: true, horizon: 1, validation: 0.1 });
    expect(model).toEqual({ layers: [{ cell: { kind: 'gru', reset: 'after', recurrentInitialiser: 'orthogonal' }, hiddenSize: 1, direction: 'forward', depth: { input: 0, hidden: 0, skip: false }, dropout: 0 }], output: 'each', outputDepth: 0, recurrence: 'hidden', context: { as: 'none' }, ending: 'symbol' });
    expect(training.optimiser).toEqual({ kind: 'sgd', learningRate: 0.01, momentum: 0 });
    expect(training.schedule).toEqual({ kind: 'step', every: 10, factor: 0.5, warmup: 0 });
  });

  test('a field that is given keeps its value', () => {
    expect(resolved({ name: 'Whale', data: { ...text, validation: 0 } })).toMatchObject({ name: 'Whale', data: { validation: 0 } });
  });

  test('checkpoints come from the file, then from the surroundings', () => {
    const reading = readExperiment(textOf({ checkpoints: { keep: 2 } }), { name: 'demo', checkpoints: { every: 50, keep: 9 } });
    expect(reading).toMatchObject({ ok: true, experiment: { checkpoints: { every: 50, keep: 2 } } });
  });

  test('what was resolved reads as it is', () => {
    const once = resolved({ data: adding });
    expect(read(JSON.stringify(once))).toMatchObject({ ok: true, experiment: once });
  });

  test('of W is the identity for rectified linear units, and a rotation for others', () => {
    const layers = ['relu', 'tanh'].map(kind => ({ cell: { kind }, hiddenSize: 4 }));
    expect(resolved({ model: { layers } }).model.layers.map(({ cell }) => cell)).toMatchObject([{ recurrentInitialiser: 'identity' }, { recurrentInitialiser: 'orthogonal' }]);
  });

  test('$schema is not part of the experiment', () => {
    expect(resolved({ $schema: 'experiment.schema.json' })).not.toHaveProperty('$schema');
  });
});

const labelled = { kind: 'labelled', file: 'names.tsv' };
const copy = { kind: 'task', task: 'copy' };
const listOps = { kind: 'task', task: 'listOps' };
const reading = (...directions: string[]) => directions.map(direction => ({ cell: { kind: 'gru' }, hiddenSize: 8, direction }));

const positional = (positions: number, direction = 'forward') => [{ cell: { kind: 'perPosition', positions }, hiddenSize: 8, direction }];

describe('contradictions', () => {
  test('a task that does not fit into tau, by its name and options', () => {
    const problem = (data: object, tau: number) => read(textOf({ data, training: { tau } })).problems.map(({ message }) => message);
    expect(problem(adding, 3)).toEqual(['`tau` is 3; the adding problem needs at least 4 steps.']);
    expect(problem({ kind: 'task', task: 'mackeyGlass' }, 4000)).toEqual(['`tau` is 4,000; the Mackey–Glass series has sequences of at most 3,999 steps.']);
    expect(problem({ kind: 'task', task: 'temporalOrder', spread: 5 }, 14)).toEqual(['`tau` is 14; temporal order needs at least 15 steps.']);
  });

  test('an option of another task, and a task that is not there', () => {
    expect(lines(read(textOf({ data: { ...adding, spread: 5 } })).problems)).toEqual([expect.stringContaining('Unknown field `spread`')]);
    expect(lines(read(textOf({ data: { kind: 'task', task: 'subtraction' } })).problems)).toEqual([expect.stringMatching(/`task` is "subtraction"; expected "adding".* or "/)]);
    expect(lines(read(textOf({ data: { kind: 'task' } })).problems)).toEqual([expect.stringMatching(/`data` has no `task`: "adding".* or "/)]);
  });

  test('a text that is read backward, with the reason', () => {
    expect(lines(read(textOf({ model: { layers: reading('both') } })).problems)).toEqual([
      'demo.unfold.json:13:22: `direction` is "both", but what reads backward has seen the answer, the next character: use "forward", or leave it out.',
    ]);
  });

  test('a window of a series may be read both ways before one answer', () => {
    expect(read(textOf({ data: series, model: { layers: reading('both', 'backward') } })).ok).toBe(true);
  });

  test('a text with one output at the end', () => {
    const source = textOf({ model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }], output: 'last' } });
    expect(lines(read(source).problems)).toEqual([
      'demo.unfold.json:15:15: `output` is "last", but a text is predicted character by character: use "each", or leave it out.',
    ]);
  });

  test.each([
    [{ data: adding, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }], output: 'each' } }, ['model', 'output']],
    [{ data: adding, training: { loss: 'crossEntropy' } }, ['training', 'loss']],
    [{ data: series, training: { loss: 'crossEntropy' } }, ['training', 'loss']],
    [{ training: { loss: 'meanSquaredError' } }, ['training', 'loss']],
    [{ data: adding, training: { tau: 3 } }, ['training', 'tau']],
    [{ data: { kind: 'task', task: 'temporalOrder', spread: 100 } }, ['training', 'tau']],
    [{ data: { ...series, inputs: ['wind', 'CO2'] } }, ['data', 'inputs', 1]],
    [{ data: { ...series, horizon: 0 } }, ['data', 'horizon']],
    [{ data: { ...series, itself: false } }, ['data', 'itself']],
    [{ data: { ...series, itself: false, inputs: ['CO2'] } }, ['data', 'inputs', 0]],
    [{ data: { ...series, series: 'CO2' } }, ['data', 'series']],
    [{ data: { ...series, inputs: ['site'], series: 'site' } }, ['data', 'series']],
    [{ data: { ...series, files: ['other.csv', 'co2.csv'] } }, ['data', 'files', 1]],
    [{ data: { ...series, files: ['other.csv', 'other.csv'] } }, ['data', 'files', 1]],
    [{ training: { omega: 1 }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }, { cell: { kind: 'lstm' }, hiddenSize: 8 }] } }, ['model', 'layers', 1, 'cell', 'kind']],
    [{ training: { backpropagation: { kind: 'truncated', k1: 8, k2: 4 } } }, ['training', 'backpropagation', 'k2']],
    [{ training: { backpropagation: { kind: 'truncated', k1: 8, k2: 8 }, omega: 1 }, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8 }] } }, ['training', 'omega']],
    [{ training: { omega: 1 }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: series, training: { readout: { kind: 'ridge', washout: 0 } } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ training: { readout: { kind: 'ridge', washout: 0 } }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }] } }, ['training', 'readout', 'kind']],
    [{ data: series, training: { readout: { kind: 'ridge', washout: 0 } }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }], output: 'last' } }, ['model', 'output']],
    [{ data: { ...series, horizon: 2 }, training: { readout: { kind: 'force', washout: 0 } }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }], output: 'each' } }, ['training', 'readout', 'kind']],
    [{ data: { ...series, horizon: 2 }, training: { readout: { kind: 'force', washout: 0 }, teacherForcing: { kind: 'never' } }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }], output: 'each', recurrence: 'both' } }, ['training', 'teacherForcing', 'kind']],
    [{ data: series, training: { readout: { kind: 'ridge' }, tau: 64 }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 8 }], output: 'each' } }, ['training', 'readout', 'washout']],
    [{ training: { omega: 1, tau: 1 }, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8 }] } }, ['training', 'omega']],
    [{ training: { omega: 1 }, engine: 'planned', model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8 }] } }, ['engine']],
    [{ data: adding, training: { omega: 1 }, model: { layers: reading('forward', 'both') } }, ['model', 'layers', 1, 'direction']],
    ...[{ data: copy, model: { layers: reading('forward'), recurrence: 'both' } }, { data: labelled, model: { layers: reading('forward'), context: { as: 'input' } } }, { model: { layers: [{ cell: { kind: 'timeDelay' }, hiddenSize: 8 }] } }]
      .map(parts => [{ ...parts, training: { jacobians: true } }, ['training', 'jacobians']] as const),
    [{ training: { omega: 1 }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8, depth: { hidden: 1 } }] } }, ['model', 'layers', 0, 'depth']],
    [{ data: adding, training: { backpropagation: { kind: 'truncated', k1: 8, k2: 8 } }, model: { layers: reading('backward') } }, ['model', 'layers', 0, 'direction']],
    [{ data: series, model: { layers: reading('forward', 'both'), output: 'each' } }, ['model', 'layers', 1, 'direction']],
    [{ model: { layers: reading('backward') } }, ['model', 'layers', 0, 'direction']],
    [{ model: { layers: reading('forward'), recurrence: 'both' } }, ['model', 'recurrence']],
    [{ data: adding, model: { layers: reading('forward'), recurrence: 'both' } }, ['model', 'recurrence']],
    [{ data: series, model: { layers: reading('forward'), output: 'each', recurrence: 'both' } }, ['model', 'recurrence']],
    [{ data: copy, model: { layers: reading('forward', 'both'), recurrence: 'both' } }, ['model', 'layers', 1, 'direction']],
    [{ data: copy, model: { layers: reading('forward'), recurrence: 'both' }, training: { omega: 1 } }, ['training', 'omega']],
    [{ data: copy, model: { layers: reading('forward'), recurrence: 'both' }, training: { backpropagation: { kind: 'truncated', k1: 8, k2: 8 } } }, ['training', 'backpropagation']],
    [{ data: copy, model: { layers: reading('forward'), recurrence: 'output' } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: copy, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8, depth: { hidden: 1 } }], recurrence: 'output' } }, ['model', 'layers', 0, 'depth', 'hidden']],
    [{ data: copy, model: { layers: reading('forward'), recurrence: 'both' }, engine: 'planned' }, ['engine']],
    [{ model: { layers: reading('forward'), ending: 'halt' } }, ['model', 'ending']],
    [{ model: { layers: reading('forward'), context: { as: 'input' } } }, ['model', 'context', 'as']],
    [{ data: labelled, model: { layers: reading('forward'), context: { as: 'input' } }, training: { omega: 1 } }, ['training', 'omega']],
    ...[{ kind: 'timeDelay' }, { kind: 'memory' }, { kind: 'ntm' }].map(cell => (
      [{ data: labelled, model: { layers: [{ cell, hiddenSize: 8 }], context: { as: 'initialState' } } }, ['model', 'context', 'as']] as const)),
    ...[{ task: 'anbn' }, { task: 'embeddedReber' }, { task: 'mackeyGlass' }].map(task => (
      [{ data: { kind: 'task', ...task }, model: { layers: reading('forward', 'both') }, training: { tau: 100 } }, ['model', 'layers', 1, 'direction']] as const)),
    ...[{ data: copy, recurrence: 'both' }, { data: labelled, context: { as: 'input' } }, { data: labelled, ending: 'length' }].map(({ data, ...model }) => (
      [{ data, model: { layers: positional(64), ...model } }, ['model', 'layers', 0, 'cell', 'kind']] as const)),
    [{ data: labelled, model: { layers: reading('forward'), context: { as: 'input' } }, engine: 'planned' }, ['engine']],
    [{ data: labelled, model: { layers: reading('forward', 'both') } }, ['model', 'layers', 1, 'direction']],
    [{ data: labelled, model: { layers: reading('forward'), recurrence: 'both' } }, ['model', 'recurrence']],
    [{ data: copy, training: { teacherForcing: { kind: 'never' } } }, ['training', 'teacherForcing']],
    [{ data: copy, model: { layers: reading('forward'), recurrence: 'both' }, training: { teacherForcing: { kind: 'scheduled', decay: 'linear', k: 0.2, c: 0.01, epsilon: 0.5 } } }, ['training', 'teacherForcing', 'epsilon']],
    [{ data: adding, engine: 'planned', model: { layers: [{ cell: { kind: 'minimalGated' }, hiddenSize: 8, direction: 'both' }] } }, ['engine']],
    [{ engine: 'planned', model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8 }], outputDepth: 1 } }, ['engine']],
    [{ model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 8, depth: { input: 1, skip: true } }] } }, ['model', 'layers', 0, 'depth', 'skip']],
    ...[{ kind: 'skip', delay: 2 }, { kind: 'clockwork' }, { kind: 'timeDelay' }].map(cell => (
      [{ model: { layers: [{ cell, hiddenSize: 8, depth: { hidden: 1 } }] } }, ['model', 'layers', 0, 'depth', 'hidden']] as const)),
    [{ model: { layers: [{ cell: { kind: 'clockwork', periods: [2, 4] }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'periods']],
    [{ model: { layers: [{ cell: { kind: 'clockwork' }, hiddenSize: 3 }] } }, ['model', 'layers', 0, 'cell', 'periods']],
    [{ model: { layers: [{ cell: { kind: 'ntm', slots: 4, shift: 2 }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'shift']],
    ...['recursive', 'treeLstm'].map(kind => [{ data: listOps, model: { layers: [{ cell: { kind, arity: 4 }, hiddenSize: 8, dropout: 0.5 }] } }, ['model', 'layers', 0, 'dropout']] as const),
    ...['ntm', 'gru', 'leaky', 'minimalGated', 'clockwork'].map(kind => [{ model: { layers: [{ cell: { kind }, hiddenSize: 8, dropout: 0.5 }] } }, ['model', 'layers', 0, 'dropout']] as const),
    [{ model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8, dropout: 0.5 }] }, training: { omega: 1 } }, ['model', 'layers', 0, 'dropout']],
    [{ model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8, dropout: 0.5 }] }, engine: 'planned' }, ['engine']],
    [{ model: { layers: positional(64) } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: adding, model: { layers: positional(63) } }, ['model', 'layers', 0, 'cell', 'positions']],
    [{ data: { kind: 'task', task: 'waveform', continued: 10 }, model: { layers: positional(64) } }, ['model', 'layers', 0, 'cell', 'positions']],
    [{ data: { ...copy, validationLength: 40 }, model: { layers: positional(80) } }, ['model', 'layers', 0, 'cell', 'positions']],
    [{ data: adding, model: { layers: positional(64, 'both') } }, ['model', 'layers', 0, 'direction']],
    [{ data: adding, model: { layers: positional(64) }, training: { backpropagation: { kind: 'truncated', k1: 8, k2: 8 } } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: adding, model: { layers: positional(64) }, engine: 'planned' }, ['engine']],
    [{ model: { layers: [{ cell: { kind: 'recursive' }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: listOps, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8, direction: 'both' }] } }, ['model', 'layers', 0, 'direction']],
    [{ data: listOps, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8, depth: { hidden: 1 } }] } }, ['model', 'layers', 0, 'depth', 'hidden']],
    [{ data: listOps, model: { layers: [{ cell: { kind: 'treeLstm', variant: 'nary' }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'arity']],
    [{ data: listOps, model: { layers: [{ cell: { kind: 'recursive', arity: 3 }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'arity']],
    [{ data: listOps, training: { omega: 1 }, model: { layers: [{ cell: { kind: 'recursive', arity: 4 }, hiddenSize: 8 }] } }, ['model', 'layers', 0, 'cell', 'kind']],
    [{ data: listOps, training: { backpropagation: { kind: 'truncated', k1: 8, k2: 8 } }, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8 }] } }, ['training', 'backpropagation']],
    [{ data: listOps, engine: 'planned', model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8 }] } }, ['engine']],
    [{ data: { ...listOps, shape: 'balanced' }, training: { tau: 46 } }, ['training', 'tau']],
    [{ data: { kind: 'trees', file: 'a.txt', format: 'phrases' }, model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8 }], output: 'each' } }, ['model', 'output']],
  ] as readonly (readonly [fields: object, path: readonly (string | number)[]])[])('%j', (fields, path) => {
    const reading = read(textOf(fields));
    expect(reading.ok).toBe(false);
    expect(reading.problems.map(problem => problem.path)).toEqual([path]);
  });

  test('a cell without a fused kernel cannot be planned', () => {
    const layers = [{ cell: { kind: 'lstm' }, hiddenSize: 8 }, { cell: { kind: 'minimalGated' }, hiddenSize: 8 }];
    expect(sentences(textOf({ engine: 'planned', model: { layers } }))).toEqual([
      '`engine` is "planned", but there is no planned kernel for the cell "minimalGated": use "auto" or "tfjs", or leave it out.',
    ]);
    expect(sentences(textOf({ model: { layers } }))).toEqual([]);
  });

  test('a source needs an encoder, and an encoder a source', () => {
    const layers = [{ cell: { kind: 'lstm' }, hiddenSize: 8 }];
    const addition = { kind: 'task', task: 'addition' };
    const model = { layers, encoder: { layers } };
    expect(sentences(textOf({ data: addition }))).toEqual(['The model has no `encoder`, but the answer of addition is text, read off after the numbers were read: give it one, which reads the source.']);
    expect(sentences(textOf({ model }))).toEqual(['`encoder` reads a source before the answer, but a text is predicted character by character, and there is no source: leave it out, or take data of pairs.']);
    expect(sentences(textOf({ data: addition, model }))).toEqual([]);
    expect(sentences(textOf({ data: { kind: 'pairs', file: 'pairs.tsv' }, model: { layers, encoder: { layers: [{ ...layers[0], direction: 'both' }] } } }))).toEqual([]);
    expect(sentences(textOf({ data: addition, model: { layers: [{ ...layers[0], direction: 'both' }], encoder: { layers } } }))).toEqual([
      '`direction` is "both", but what reads backward has seen the answer, whose next character is asked for (an `encoder` may read both ways): use "forward", or leave it out.',
    ]);
    expect(sentences(textOf({ data: addition, model, engine: 'planned' }))).toEqual(['`engine` is "planned", but there is no planned kernel for an encoder: use "auto" or "tfjs", or leave it out.']);
    expect(sentences(textOf({ data: addition, model, training: { backpropagation: { kind: 'truncated', k1: 4, k2: 4 } } }))).toEqual([
      '`backpropagation` would cut the way from an answer back to the `encoder`, from which nothing would then be learnt: use "full".',
    ]);
    const free = { kind: 'scheduled', decay: 'exponential', k: 0.99 } as const;
    expect(sentences(textOf({ data: addition, model, training: { tau: 7, teacherForcing: free } }))).toEqual([]);
    expect(sentences(textOf({ data: addition, model: { ...model, layers: [{ ...layers[0]!, dropout: 0.1 }] }, training: { tau: 7, teacherForcing: free } }))).toEqual([
      'A decoder that reads its own output (`teacherForcing`) goes step by step, and its connections are not dropped: leave `dropout` out, or always give it the target.',
    ]);
    expect(sentences(textOf({ data: addition, model: { layers, encoder: { layers: [{ ...layers[0]!, dropout: 0.1 }] } }, training: { tau: 7, teacherForcing: free } }))).toEqual([]);
    expect(sentences(textOf({ samples: { beam: 4 } }))).toEqual(['`beam` is how many beginnings of an answer to a source are followed, and there is no `encoder` to read one: leave it out.']);
    expect(sentences(textOf({ data: addition, model, samples: { beam: 4 } }))).toEqual([]);
    expect(sentences(textOf({ data: addition, model: { encoder: { layers }, layers: [{ cell: { kind: 'timeDelay' }, hiddenSize: 8 }] } }))).toEqual([
      'The cell "timeDelay" knows only what it has read, so that a decoder of it cannot begin where an `encoder` tells it to: take another cell.',
    ]);
    expect(sentences(textOf({ data: addition, model: { layers, encoder: { layers: [{ cell: { kind: 'clockwork', periods: [2, 4] }, hiddenSize: 8 }] } } }))).toEqual([expect.stringContaining('No module has the period 1')]);
    expect(sentences(textOf({ data: addition, model: { layers, encoder: { layers: [{ cell: { kind: 'perPosition', positions: 64 }, hiddenSize: 8 }] } } }))).toEqual([
      'A source and its answer have no first position in common, of which the cell "perPosition" could have parameters; take another cell.',
    ]);
    const omega = sentences(textOf({ data: addition, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 8 }], encoder: { layers } }, training: { omega: 1 } }));
    expect(omega).toEqual(['`omega` is about one chain of states from the first step to the last, not about an `encoder` and a decoder: set `omega` to 0.']);
    expect(sentences(textOf({ data: { ...addition, digits: 3 }, model, training: { tau: 6 } }))).toEqual(['`tau` is 6; addition needs at least 7 steps.']);
  });

  test('cells of trees and of sequences go with trees, one above another; a child-sum Tree-LSTM with any number of children', () => {
    const layers = [{ cell: { kind: 'lstm' }, hiddenSize: 8, direction: 'both' }, { cell: { kind: 'treeLstm' }, hiddenSize: 8, depth: { input: 1 } }, { cell: { kind: 'recursive', arity: 4 }, hiddenSize: 8 }];
    expect(sentences(textOf({ data: listOps, model: { layers } }))).toEqual([]);
    expect(sentences(textOf({ data: { ...listOps, shape: 'chain' }, model: { layers: [{ cell: { kind: 'recursive', arity: 1 }, hiddenSize: 8 }] } }))).toEqual([]);
  });

  test('a cell of trees without trees, with what to do', () => {
    expect(sentences(textOf({ model: { layers: [{ cell: { kind: 'treeLstm' }, hiddenSize: 8 }] } }))).toEqual([
      'The cell "treeLstm" goes along the branches of trees, and this data has none: use data of kind "trees" or the task "listOps", or a cell that reads sequences.',
    ]);
  });

  const [kernel, skip] = [{ kind: 'timeDelay', kernel: 33, dilation: 2 }, { kind: 'skip', delay: 64 }];
  test.each([
    [adding, kernel, {}, 'x', 'learns nothing'], [adding, skip, {}, 'h', 'learns nothing'],
    [text, skip, {}, 'h', 'reads what is carried over from the window before, and no gradient flows back through it'],
    [{ kind: 'labelled', file: 'names.tsv' }, skip, { context: { as: 'initialState' } }, 'h', 'reads nothing but first states'],
  ])('of %o, %o is longer than a window: a warning that says what comes of it', (data, cell, model, letter, comes) => {
    const reading = read(textOf({ data, training: { tau: 64 }, model: { layers: [{ cell, hiddenSize: 8 }], ...model } }));
    expect(reading.ok).toBe(true);
    expect(reading.problems.map(({ message, path }) => [message, path])).toEqual([[
      `The cell reads ${letter} from 64 steps before, but a window has only 64 (\`tau\`): that connection ${comes}.`, ['model', 'layers', 0, 'cell'],
    ]]);
    expect(sentences(textOf({ model: { layers: [{ cell: { ...skip, delay: 63 }, hiddenSize: 8 }] } }))).toEqual([]);
  });

  test('a warning lets the experiment run', () => {
    const reading = read(textOf({ training: { steps: 10, schedule: { kind: 'constant', warmup: 10 } } }));
    expect(reading.ok).toBe(true);
    expect(lines(reading.problems)).toEqual([
      'demo.unfold.json:20:17: warning: `warmup` of 10 steps is not over when training ends at step 10.',
    ]);
  });
});

test('a default that contradicts is placed at what it is missing from', () => {
  const reading = read(textOf());
  if (!reading.ok) throw new Error('the experiment is right');
  expect(reading.positions.value(['training', 'tau'])).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 2 });
  expect(reading.positions.value(['model', 'output'])).toEqual({ line: 6, column: 3, endLine: 6, endColumn: 10 });
});

test.each([
  ['/texts/moby-dick.unfold.json', 'moby-dick'],
  ['C:\\texts\\moby-dick.unfold.json', 'moby-dick'],
  ['whale.UNFOLD.json', 'whale'],
])('%s is named %s', (file, name) => {
  expect(experimentName(file)).toBe(name);
});

describe('the unit of a text', () => {
  test('of words the model knows ten thousand, unless it says', () => {
    const vocabularyOf = (fields: object) => (resolved({ data: { ...text, ...fields } }).data as { vocabulary?: number }).vocabulary;
    expect([{}, { unit: 'bytes' }, { unit: 'words' }, { unit: 'words', vocabulary: 50 }].map(vocabularyOf)).toEqual([undefined, undefined, 10_000, 50]);
  });

  test.each([
    [{ unit: 'bytes', vocabulary: 50 }, '`vocabulary` is how many words a model knows, but `unit` is "bytes": use `unit` "words", or leave it out.'],
    [{ unit: 'words', vocabulary: 1 }, '`vocabulary` is 1; it must be at least 2.'],
    [{ unit: 'words', vocabulary: 2.5 }, '`vocabulary` is 2.5; a whole number is expected.'],
    [{ unit: 'word' }, '`unit` is "word"; expected "characters", "bytes" or "words"; did you mean "words"?'],
  ])('%j is refused', (fields, sentence) => {
    expect(sentences(textOf({ data: { ...text, ...fields } }))).toEqual([sentence]);
  });
});
