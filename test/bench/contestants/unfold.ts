// Unfold's side of a benchmark. node unfold.js ENGINE THREADS
import { join } from 'node:path';
import '../lib/measureMemory.ts';
import { withCode } from '../../../src/core/cells/own.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import type { CompiledModel, Engine } from '../../../src/core/train/engine.ts';
import { compileCode } from '../../../src/worker/node/own/compile.ts';
import { evaluate } from '../../../src/worker/node/own/evaluate.ts';
import { unfoldModule } from '../../../src/worker/own/unfoldModule.ts';
import { batchesOf } from '../lib/draw.ts';
import type { Tensors } from '../lib/draw.ts';
import type { Prepare, Prepared } from '../lib/competitor.ts';
import type { Entrant } from '../lib/entrants.ts';
import { modelOf, planOf } from '../lib/model.ts';
import { readText } from '../lib/readText.ts';
import { serve } from '../lib/serve.ts';
import { openEngine } from '../lib/unfoldEngine.ts';
import { openReservoir } from '../lib/unfoldReservoir.ts';
import type { ReservoirWorkload, SequenceWorkload } from '../lib/workload.ts';

const entrant = { engine: process.argv[2], threads: Number(process.argv[3]) } as Entrant;

/** Started once: tfjs serves a process one backend. */
let engine: Promise<Engine> | undefined;

const prepare: Prepare = (workload, tensors) =>
  workload.kind === 'reservoir' ? reservoir(workload, tensors) : sequence(workload, tensors);

async function sequence(workload: SequenceWorkload, tensors: Tensors): Promise<Prepared> {
  engine ??= openEngine({ route: entrant.engine === 'planned' ? 'planned' : 'tfjs', threads: entrant.threads });
  const { unroll } = await engine;
  const model = await (await engine).compile(modelOf(workload, entrant.engine === 'tfjs-unfused' ? undefined : unroll, entrant.engine === 'tfjs-own' ? await ownLstm() : undefined), planOf(workload), 1);
  await startFrom(model, tensors);
  const dispose = () => model.dispose();
  return workload.kind === 'sampling' ? { ...sampling(model, tensors), dispose } : { ...training(model, workload, tensors), dispose };
}

/** The LSTM that a new cell is written from. */
async function ownLstm(): Promise<CellSpec> {
  const file = './lstm.ts';
  return withCode({ kind: 'own', file, options: {} }, evaluate(await compileCode(file, join(__dirname, '../../templates/cells')), unfoldModule));
}

/** Puts the given weights in place of the model's own. */
async function startFrom(model: CompiledModel, tensors: Tensors): Promise<void> {
  const own = await model.snapshot();
  await model.restore(Object.fromEntries(Object.entries(own).map(([name, array]) => [name, tensors[name] ?? array])));
}

function training(model: CompiledModel, workload: SequenceWorkload, tensors: Tensors): Omit<Prepared, 'dispose'> {
  const batches = batchesOf(workload, tensors);
  let number = 0;
  const update = () => model.run(batches[number++ % batches.length]!);
  return {
    step: async () => { await update(); },
    async check() {
      const [first, , third] = [await update(), await update(), await update()];
      return { 'loss': first.loss, 'gradient norm': first.gradNorm, 'loss after two updates': third.loss };
    },
  };
}

function sampling(model: CompiledModel, tensors: Tensors): Omit<Prepared, 'dispose'> {
  const sampler = model.sampler();
  return readText(character => sampler.next(character), tensors);
}

async function reservoir(workload: ReservoirWorkload, tensors: Tensors): Promise<Prepared> {
  const network = await openReservoir(workload, tensors, entrant.threads);
  return { step: async () => network.fit(), check: async () => ({ ...network.check() }), dispose: () => network.dispose() };
}

void serve(prepare, () => ({ Node: process.version }));
