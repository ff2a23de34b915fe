import { expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import type { Experiment, TeacherForcing } from '../../../src/core/spec/experiment.ts';
import { createTrainer } from '../../../src/core/train/start.ts';
import type { ProbeRecord, StepRecord, ValidationRecord } from '../../../src/core/train/records.ts';
import { forcingAt } from '../../../src/core/train/teacherForcing.ts';
import { start } from '../../engine/tfjs/start.ts';
import { experimentOf, filesOf } from '../experiments.ts';

test('the decays of Bengio et al. 2015, section 2.4', () => {
  const at = (teacherForcing: TeacherForcing, ...updates: number[]) => updates.map(i => forcingAt(teacherForcing, i));
  expect(at({ kind: 'scheduled', decay: 'linear', k: 1, c: 0.25, epsilon: 0.1 }, 0, 1, 3, 4, 100)).toEqual([1, 0.75, 0.25, 0.1, 0.1]);
  expect(at({ kind: 'scheduled', decay: 'exponential', k: 0.5 }, 0, 1, 3)).toEqual([1, 0.5, 0.125]);
  const [first, half, late] = at({ kind: 'scheduled', decay: 'inverseSigmoid', k: 50 }, 0, 50 * Math.log(50), 1e6);
  expect([first, half, late]).toEqual([50 / 51, expect.closeTo(0.5, 12), 0]);
  expect([...at({ kind: 'always' }, 9), ...at({ kind: 'never' }, 9), ...at({ kind: 'constant', probability: 0.3 }, 9)]).toEqual([1, 0, 0.3]);
});

const models = {
  'a model whose outputs are read again': { data: { kind: 'task', task: 'copy', bits: 2, validationSequences: 8 }, model: { layers: [{ cell: { kind: 'tanh' }, hiddenSize: 6 }], recurrence: 'both' } },
  'a decoder': {
    data: { kind: 'task', task: 'addition', digits: 1, validationSequences: 8 }, model: { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 5 }] }, layers: [{ cell: { kind: 'gru' }, hiddenSize: 6 }] },
  },
  'a decoder with attention': {
    data: { kind: 'task', task: 'addition', digits: 1, validationSequences: 8 },
    model: { encoder: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 5, direction: 'both' }], as: 'both', attention: { kind: 'additive', size: 4 } }, layers: [{ cell: { kind: 'lstm' }, hiddenSize: 6 }] },
  },
} as const satisfies Record<string, Pick<Experiment, 'data' | 'model'>>;

async function train(which: keyof typeof models, teacherForcing: object) {
  const experiment = experimentOf({
    ...models[which] as Pick<Experiment, 'data' | 'model'>, training: { steps: 4, batchSize: 4, tau: 7, validateEvery: 2, probeEvery: 4, teacherForcing: teacherForcing as TeacherForcing },
  });
  const trainer = await createTrainer({ experiment, engine: await start('cpu'), data: await openData(experiment, filesOf({})), now: () => 0, breathe: async () => {} });
  const steps: StepRecord[] = [];
  const validations: ValidationRecord[] = [];
  const probes: ProbeRecord[] = [];
  for await (const record of trainer) {
    if (record.kind === 'step') steps.push(record);
    if (record.kind === 'validation') validations.push(record);
    if (record.kind === 'probe') probes.push(record);
  }
  trainer.dispose();
  return { probabilities: steps.map(step => step.teacherForcing), losses: steps.map(({ loss }) => loss), validations, probes };
}

test.each(Object.keys(models) as (keyof typeof models)[])('a run of %s records how it was forced, and its loss where it runs freely beside that as in training', async (which) => {
  const always = await train(which, { kind: 'always' });
  const never = await train(which, { kind: 'never' });
  const linear = await train(which, { kind: 'scheduled', decay: 'linear', c: 0.5 });
  expect([always, never, linear].map(({ probabilities }) => probabilities)).toEqual([[1, 1, 1, 1], [0, 0, 0, 0], [1, 0.5, 0, 0]]);
  for (const { loss, freeRunning } of always.validations) expect(freeRunning).not.toBe(loss);
  for (const { loss, freeRunning } of never.validations) expect(freeRunning).toBe(loss);
  expect(linear.losses[0]).toBe(always.losses[0]);
  expect(linear.losses[1]).not.toBe(always.losses[1]);
  expect(await train(which, { kind: 'scheduled', decay: 'linear', c: 0.5 })).toEqual(linear);
});

test('a look inside a decoder shows the symbols that it read, be they its own', async () => {
  const { inputs, values, classes, targets } = (await train('a decoder with attention', { kind: 'never' })).probes.at(-1)!;
  const { shape: [steps, size], data } = values['yHat']!;
  const likeliest = Array.from({ length: steps! }, (_, t) => data.subarray(t * size!, (t + 1) * size!)).map(row => classes![row.indexOf(Math.max(...row))]);
  expect(inputs).toEqual(['∎', ...likeliest.slice(0, -1)]);
  const forced = (await train('a decoder with attention', { kind: 'always' })).probes.at(-1)!;
  expect(forced.inputs).toEqual(['∎', ...targets.slice(0, -1)]);
  expect(forced.values['x']).toBeUndefined();
});
