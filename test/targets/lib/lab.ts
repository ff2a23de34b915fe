import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeText } from '../../../src/core/data/decodeText.ts';
import { openData } from '../../../src/core/data/open.ts';
import type { DataSource } from '../../../src/core/data/source.ts';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { compileModel } from '../../../src/core/train/compileModel.ts';
import type { CompiledModel } from '../../../src/core/train/engine.ts';
import type { TrainRecord, ValidationRecord } from '../../../src/core/train/records.ts';
import { deviceHere } from '../../../src/engine/tfjs/backends.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { startEngineHere } from '../../../src/worker/node/engine.ts';
import { readCheckpoint } from '../../../src/worker/node/readCheckpoint.ts';
import { Run } from '../../../src/worker/node/run.ts';
import { readExperiment } from '../../../src/worker/node/runFolder.ts';
import type { Progress } from './progress.ts';
import type { Target } from './target.ts';
import { hashOf, variantOf } from './variants.ts';

export interface LabOptions {
  /** The gallery, and the folder of the built program. */
  readonly examples: string;
  readonly dist: string;
  /** Threads to compute with at most. */
  readonly threads: number;
  readonly seeds: readonly number[];
  readonly progress: Progress;
}

export interface Wish {
  readonly seed: number;
  /** Ends the run where it says so, before its last step. */
  readonly until?: (record: TrainRecord) => boolean;
}

/** What came of a run. */
export interface Training {
  readonly validations: readonly ValidationRecord[];
  readonly step: number;
  /** Of training: validations, probes and samples included. */
  readonly seconds: number;
  /** The checkpoint that its end left; gone when the lab is closed. */
  readonly checkpoint: string;
}

/** A model as its training left it, and its data. */
export interface Trained {
  readonly data: DataSource;
  readonly model: CompiledModel;
}

/** Trains one target's experiment, as a terminal does: the same run folder, session, trainer and engine. */
export class Lab {
  readonly #engines = new Set<string>();
  #runs = 0;

  private constructor(
    private readonly target: Target, private readonly options: LabOptions, private readonly file: string, private readonly text: string,
    private readonly folder: string,
  ) {}

  static async open(target: Target, options: LabOptions): Promise<Lab> {
    const file = experimentFile(options.examples, target);
    return new Lab(target, options, file, await readFile(file, 'utf8'), await mkdtemp(join(tmpdir(), 'unfold-targets-')));
  }

  get seeds(): readonly number[] {
    return this.options.seeds;
  }

  /** The folder of the built program. */
  get dist(): string {
    return this.options.dist;
  }

  get hash(): string {
    return hashOf(this.target, this.text);
  }

  /** Everything that computed so far: engine, device and threads. */
  get engines(): readonly string[] {
    return [...this.#engines];
  }

  /** What else than a run computed. */
  computedOn(engine: string): void {
    this.#engines.add(engine);
  }

  experiment(variant: string, seed = this.seeds[0]!): ResolvedExperiment {
    return variantOf(this.target, this.text, variant, seed);
  }

  /** A file beside the experiment. */
  async readText(path: string): Promise<string> {
    return decodeText(await readFile(join(dirname(this.file), path)), path);
  }

  /** @throws Error, a sentence, where the run fails */
  async train(variant: string, { seed, until = () => false }: Wish): Promise<Training> {
    const experiment = this.experiment(variant, seed);
    const folder = await createRun({ experimentFile: this.file, experiment, folder: join(this.folder, String(++this.#runs)) });
    const validations: ValidationRecord[] = [];
    const follow = this.options.progress.begin(`${this.target.name}: ${variant}, seed ${seed}`, experiment.training.steps);
    const run = await Run.open({
      ...this.options, folder, keepRunning: true, onTrouble: 'fail', onRecord: record => {
        if (record.kind === 'validation') validations.push(record);
        follow.record(record);
        if (until(record)) void run.session.stop().catch(() => undefined); // the end of the run says what was wrong
      },
    });
    const { state, reason, step, checkpoint } = await run.train();
    follow.end();
    if (state === 'failed' || checkpoint === undefined) throw new Error(`${variant}, seed ${seed}: ${reason}`);
    this.#engines.add(await engineOf(folder));
    return { validations, step, seconds: run.session.progress.time, checkpoint: join(folder, runFiles.checkpoints, checkpoint) };
  }

  /** What a run ended with, to be asked. The caller disposes of the model. @param held so many validation sequences instead of the experiment's */
  async reopen({ checkpoint }: Training, held?: number): Promise<Trained> {
    const { experiment, tensors } = await readCheckpoint(checkpoint);
    const asked = held === undefined ? experiment : { ...experiment, data: { ...experiment.data, validationSequences: held } as ResolvedExperiment['data'] };
    const data = await openData(asked, path => readFile(join(dirname(this.file), path)));
    const engine = await startEngineHere({ ...experiment, device: deviceHere(experiment.device), threads: 1 }, this.options.dist);
    const model = await compileModel(experiment, data, engine);
    await model.restore(tensors);
    return { data, model };
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export const experimentFile = (examples: string, { experiment }: Target): string => join(examples, experiment, `${experiment}.unfold.json`);

async function engineOf(folder: string): Promise<string> {
  const { resolved } = await readExperiment(folder);
  if (resolved === undefined) throw new Error('The run says nothing of its engine.');
  const { engine, device, threads } = resolved;
  return `engine ${engine} on ${device}, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}
