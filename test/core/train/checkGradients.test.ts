import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, test } from 'vitest';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import type { GradientCheck } from '../../../src/core/train/checkGradients.ts';
import { loadOwnCode } from '../../../src/worker/node/own/loadOwnCode.ts';
import { float64 } from '../../float64/load.ts';

const examples = new URL('../../../examples/', import.meta.url);
const names = readdirSync(examples);

function experimentOf(name: string): ResolvedExperiment {
  const reading = readExperiment(readFileSync(new URL(`${name}/${name}.unfold.json`, examples), 'utf8'), { name });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return withFewUnits(withFewWords(reading.experiment));
}

/** The gradients of a softmax over thousands are those of one over fifty, and take long. */
function withFewWords(experiment: ResolvedExperiment): ResolvedExperiment {
  const { data } = experiment;
  return data.kind === 'text' && data.unit === 'words' ? { ...experiment, data: { ...data, vocabulary: 50 } } : experiment;
}

/** The equations are the same for more; and of a reservoir nothing is learnt: at how many steps V reads it is all one. */
function withFewUnits(experiment: ResolvedExperiment): ResolvedExperiment {
  const { model, training } = experiment;
  const few = (layers: ResolvedExperiment['model']['layers']) => layers.map(layer => ({ ...layer, hiddenSize: Math.min(layer.hiddenSize, 32) }));
  const tau = model.layers.some(({ cell }) => cell.kind === 'reservoir') ? Math.min(training.tau, 60) : training.tau;
  const encoder = model.encoder && { encoder: { ...model.encoder, layers: few(model.encoder.layers) } };
  return { ...experiment, model: { ...model, ...encoder, layers: few(model.layers) }, training: { ...training, tau } };
}

const reader = (name: string) => (file: string) => readFile(new URL(`${name}/${file}`, examples));

async function all(checks: AsyncIterable<GradientCheck>): Promise<GradientCheck[]> {
  const seen: GradientCheck[] = [];
  for await (const check of checks) seen.push(check);
  return seen;
}

test.each(names)('every gradient of %s is that of finite differences', async (name) => {
  const experiment = await loadOwnCode(experimentOf(name), fileURLToPath(new URL(name, examples)), undefined, { operations: float64.unfoldModule });
  const checks = await all(float64.checkExperiment(experiment, reader(name), 1));
  expect(checks.length).toBeGreaterThan(0);
  for (const { name: parameter, error } of checks) expect(error, parameter).toBeLessThan(1e-6);
}, 60_000);

test.each(['halt', 'length'] as const)('every gradient of a model whose sequences end by %s is that of finite differences', async (ending) => {
  const name = '10.2.4-context';
  const experiment = experimentOf(name);
  const checks = await all(float64.checkExperiment({ ...experiment, model: { ...experiment.model, ending } }, reader(name), 1));
  expect(checks.map((check) => check.name)).toContain(ending === 'halt' ? 'halt.V' : 'layers.0.T');
  for (const { name: parameter, error, norm } of checks) {
    expect(norm, parameter).toBeGreaterThan(0);
    expect(error, parameter).toBeLessThan(1e-6);
  }
}, 60_000);

it('notices a gradient that is cut short', async () => {
  const name = '10.2.2-truncated-bptt';
  const experiment = experimentOf(name);
  const whole = float64.checkable(experiment);
  const cut = { ...whole, training: { ...whole.training, backpropagation: { kind: 'truncated', k1: 3, k2: 3 } as const } };
  const checks = await all(float64.checkGradients(cut, await float64.openData(cut, reader(name)), new float64.TfjsEngine('cpu'), 1));
  expect(checks.find(({ name: parameter }) => parameter.endsWith('W'))!.error).toBeGreaterThan(1e-3);
});
