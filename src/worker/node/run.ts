import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { ownTask } from '../../core/spec/ownTask.ts';
import type { Engine } from '../../core/train/engine.ts';
import type { Trainer } from '../../core/train/trainer.ts';
import { deviceHere } from '../../engine/tfjs/backends.ts';
import { runningCells } from '../../engine/traceOwnCells.ts';
import { runFiles } from '../../protocol/run.ts';
import type { RunExperiment, RunState } from '../../protocol/run.ts';
import { chooseEngine } from '../chooseEngine.ts';
import { reasonOf } from '../failure.ts';
import { LendingDesk } from '../lendingDesk.ts';
import { prepareTrainer } from '../prepareTrainer.ts';
import { Session } from '../session.ts';
import type { SessionEnd, SessionOptions } from '../session.ts';
import { startEngineHere } from './engine.ts';
import { loadOwnCode } from './own/loadOwnCode.ts';
import { NewCodeSearch } from './own/newCode.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { readExperiment, runFolderOf } from './runFolder.ts';
import { RunWriter } from './runWriter.ts';
import { newSocketPath, removeSocket } from './socketPath.ts';
import { SocketServer } from './socketServer.ts';

export interface RunOptions extends Pick<SessionOptions, 'keepRunning' | 'onTrouble' | 'onRecord'> {
  readonly folder: string;
  /** Path of a checkpoint to go on from. */
  readonly checkpoint?: string | undefined;
  /** Parameter updates in all, where not those of the experiment. */
  readonly steps?: number | undefined;
  /** Threads to compute with at most. */
  readonly threads: number;
  /** The folder of the built program: the kernels and the script of a compute thread are in it. */
  readonly dist: string;
  /** A panel of the editor may lend its graphics card. */
  readonly panel?: boolean;
}

/** A run at work in this process: its folder is written, its socket answers. */
export class Run {
  private constructor(readonly session: Session, private readonly writer: RunWriter, private readonly server: SocketServer) {}

  /** Takes a run folder over. @throws Error, a sentence, when another process owns it, or it cannot be read or written */
  static async open(options: RunOptions): Promise<Run> {
    const socket = await newSocketPath();
    try {
      return await Run.#open(options, socket);
    } catch (error) {
      await removeSocket(socket);
      throw error;
    }
  }

  static async #open(options: RunOptions, socket: string): Promise<Run> {
    let session: Session | undefined;
    const writer = await RunWriter.open(options.folder, socket, problem => session?.trouble(problem));
    const desk = new LendingDesk();
    if (!options.panel) desk.close();
    try {
      session = await openSession(options, writer, options.panel ? desk : undefined);
      return new Run(session, writer, await SocketServer.listen(socket, session, desk));
    } catch (error) {
      writer.fail(reasonOf(error));
      await writer.close();
      throw error;
    }
  }

  /** Trains until the run ends, however it ends; then lets go of its folder. */
  async train(): Promise<SessionEnd> {
    const end = await this.session.run();
    const problem = await this.writer.close().then(() => undefined, (error: Error) => error);
    await this.server.close();
    return problem === undefined || end.state === 'failed' ? end : { state: 'failed', step: end.step, reason: problem.message };
  }

  /** Something in this process is broken: the run ends as it is. */
  async crash(error: unknown): Promise<void> {
    this.writer.fail(reasonOf(error));
    await Promise.allSettled([this.writer.close(), this.server.abort()]);
  }
}

async function openSession(options: RunOptions, writer: RunWriter, desk: LendingDesk | undefined): Promise<Session> {
  const document = await readExperiment(options.folder);
  const checkpoint = options.checkpoint === undefined ? undefined : await readCheckpoint(options.checkpoint);
  const experiment = experimentOf(document, options, checkpoint);
  const session: Session = new Session({
    ...options, experiment, journal: writer, from: checkpoint?.step ?? 0,
    createTrainer: () => openTrainer({ options, document: { ...document, experiment }, checkpoint, writer, desk, begun: search => lookForNewCode(search, session) }),
  });
  return session;
}

/** A run's own checkpoint knows what knobs were turned until then; how many steps there are may have changed since. */
function experimentOf({ experiment }: RunExperiment, options: RunOptions, checkpoint: Checkpoint | undefined): ResolvedExperiment {
  const isOwn = options.checkpoint !== undefined && runFolderOf(options.checkpoint) === resolve(options.folder);
  const { training, ...rest } = checkpoint && isOwn ? checkpoint.experiment : experiment;
  return { ...rest, training: { ...training, steps: options.steps ?? experiment.training.steps } };
}

interface OpenParts {
  readonly options: RunOptions;
  readonly document: RunExperiment;
  readonly checkpoint: Checkpoint | undefined;
  readonly writer: RunWriter;
  readonly desk: LendingDesk | undefined;
  /** Hears that the experiment has code that people wrote. */
  readonly begun: (search: NewCodeSearch) => void;
}

const lookMilliseconds = 1000;

/** While a run is paused, the files of its code are looked at: it may go on with what they say then. */
function lookForNewCode(search: NewCodeSearch, session: Session): void {
  let looking = false;
  const timer = setInterval(() => {
    if (!isAtWork(session.progress.state)) return clearInterval(timer);
    if (session.progress.state !== 'paused' || looking) return;
    looking = true;
    void search.look().then(found => session.offer(found)).catch(() => undefined).finally(() => { looking = false; });
  }, lookMilliseconds);
  timer.unref();
}

const isAtWork = (state: RunState): boolean => state === 'queued' || state === 'running' || state === 'paused';

async function openTrainer({ options, document: { source, experiment: given, resolved }, checkpoint, writer, desk, begun }: OpenParts): Promise<Trainer> {
  const folder = dirname(resolve(options.folder, source));
  const experiment = await loadOwnCode(given, folder, options.dist, { status: join(options.folder, runFiles.status), keepIn: options.folder, hears: true });
  const { startFrom } = experiment.training;
  const begin = checkpoint || !startFrom ? undefined : { ...startFrom, checkpoint: await readCheckpoint(startFrom.file, folder) };
  const before = resolved?.device;
  let here: Promise<Engine> | undefined; // a process starts it once
  const chosen = before === 'webgl' ? undefined : resolved;
  const startHere = () => here ??= startEngineHere({
    model: experiment.model, training: experiment.training, engine: chosen?.engine ?? experiment.engine,
    device: deviceHere(before ?? experiment.device), threads: chosen?.threads ?? options.threads,
  }, options.dist);
  return prepareTrainer({
    experiment, checkpoint, begin, readFile: file => readFile(resolve(folder, file)),
    choose: async (data, experiment) => {
      const choice = await chooseEngine({ experiment, data, before, startHere, desk });
      const own = runningCells(experiment, data);
      await writer.describe({ source, experiment, resolved: choice.engine.resolved });
      const all = [...[ownTask(experiment)].filter(task => task !== undefined), ...own];
      if (all.length > 0) begun(new NewCodeSearch(all, folder, own.length > 0 ? (await import('../own/unfoldModule.ts')).unfoldModule : {}));
      return choice;
    },
  });
}
