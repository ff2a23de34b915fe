import { Uri, workspace } from 'vscode';
import type { Memento } from 'vscode';
import type { NewRun } from '../../protocol/newRun.ts';
import { runFiles } from '../../protocol/run.ts';
import type { Params, Result, SessionMethod } from '../../protocol/session.ts';
import type { Training } from '../platform.ts';
import { settings } from '../settings.ts';
import { mayGoOn } from '../trust.ts';
import { endedWithoutAWord } from './lostRun.ts';
import { isLive, isResumable } from './run.ts';
import type { Run } from './run.ts';
import { RunQueue } from './runQueue.ts';
import type { RunStore } from './runStore.ts';
import { Sessions } from './sessions.ts';
import { checkpointUri, replaceDocument, workspaceDisk } from './workspaceDisk.ts';

const queueKey = 'unfold.queue';
const restrictedMode = 'It waited to run code of this folder, which is in Restricted Mode: trust this workspace, then resume it.';
/** How long a process that has saved its checkpoint may take to end. */
const [releaseTries, releaseMilliseconds] = [100, 100];

/** What can be done with runs: start, pause, resume, stop, …. */
export class RunControl {
  readonly #sessions: Sessions;
  readonly #queue: RunQueue;
  /** Checkpoints to go on from, by run folder, where it is not the newest. */
  readonly #from = new Map<string, string>();
  /** Run folders whose process, started here, has not ended. */
  readonly #launched = new Set<string>();

  constructor(private readonly store: RunStore, private readonly training: Training, private readonly memory: Memento) {
    this.#sessions = new Sessions(training, settings.keepRunning);
    this.#queue = new RunQueue({
      limit: settings.sideBySide,
      training: () => store.runs.filter(({ status }) => status.state === 'running' && status.owner && training.isAlive(status.owner)).length,
      stateOf: folder => store.get(folder)?.status.state,
      start: folder => this.#launch(Uri.parse(folder)),
      changed: folders => void memory.update(queueKey, folders),
    });
  }

  /** Takes up again what was asked for before the window was reloaded. */
  restore(): void {
    const folders = this.memory.get<readonly string[]>(queueKey, []);
    this.#queue.add(...folders.filter(folder => this.store.get(folder)?.status.owner === undefined));
    this.runsChanged();
  }

  /** Call whenever a run changes. */
  runsChanged(): void {
    this.#queue.advance();
    this.#sessions.attach(this.store.runs);
  }

  settingsChanged(): void {
    this.#queue.advance();
    this.#sessions.tellKeepRunning();
  }

  isControllable(run: Run): boolean {
    return this.#sessions.isControllable(run);
  }

  /** Makes the run folder and trains when its turn has come. */
  async start(folder: Uri, { experiment, status }: NewRun): Promise<Run> {
    await workspace.fs.createDirectory(Uri.joinPath(folder, runFiles.checkpoints));
    await replaceDocument(folder, runFiles.experiment, experiment);
    await replaceDocument(folder, runFiles.status, status);
    const run = await this.store.look(folder);
    this.#queue.add(folder.toString());
    return run ?? { folder, status };
  }

  /** Goes on, where it may: a paused run at once, one that has ended when its turn has come. @param checkpoint file name; else the newest */
  async resume(run: Run, checkpoint?: string): Promise<void> {
    if (!await mayGoOn(run.folder)) return;
    if (run.status.state === 'paused' && checkpoint === undefined) return void await this.ask(run, 'resume', {});
    if (isLive(run.status.state) || run.status.state === 'queued') throw new Error(`“${run.status.name}” is at work: stop it first.`);
    if (!isResumable(run.status.state) && checkpoint === undefined) throw new Error(`“${run.status.name}” is done.`);
    const key = run.folder.toString();
    if (this.#launched.has(key)) await this.#released(run);
    await this.store.update(run.folder, ({ reason: _, ...status }) => ({ ...status, state: 'queued' }));
    if (checkpoint === undefined) this.#from.delete(key);
    else this.#from.set(key, checkpoint);
    this.#queue.add(key);
  }

  /** A paused run goes on with what the files of its code say now: in a new process, from where this one stops. @throws Error, in words */
  async continueWithNewCode(run: Run): Promise<void> {
    const problem = run.status.newCode?.problem;
    if (problem !== undefined) throw new Error(problem);
    if (!await mayGoOn(run.folder)) return;
    await this.ask(run, 'stop', {});
    await this.resume(await this.#released(run));
  }

  /** A run whose process has let go of it, and is gone where it was started here: its end would be taken for that of the next. */
  async #released(run: Run): Promise<Run> {
    for (let tries = 0; tries < releaseTries; tries++) {
      const now = await this.store.look(run.folder);
      if (now && now.status.owner === undefined && !this.#launched.has(run.folder.toString())) return now;
      await new Promise<void>(resolve => void setTimeout(resolve, releaseMilliseconds));
    }
    throw new Error(`The process of “${run.status.name}” does not end: resume the run once it has.`);
  }

  /** Ends a run and leaves a checkpoint; one that waits just leaves the queue. */
  async stop(run: Run): Promise<void> {
    if (run.status.state !== 'queued' || run.status.owner) return void await this.ask(run, 'stop', {});
    this.#queue.remove(run.folder.toString());
    await this.store.update(run.folder, status => ({ ...status, state: 'stopped' }));
  }

  /** Asks the process that trains, and looks what came of it. @throws Error, in words */
  async ask<M extends SessionMethod>(run: Run, method: M, params: Params<M>): Promise<Result<M>> {
    try {
      return await this.#sessions.request(run, method, params);
    } finally {
      await this.store.look(run.folder);
    }
  }

  dispose(): void {
    this.#sessions.dispose();
  }

  #launch(folder: Uri): void {
    this.#train(folder).catch((error: Error) => this.store.fail(folder, `Its process could not be started (${error.message}).`));
  }

  /** A process that ends without ending its run was killed. */
  async #train(folder: Uri): Promise<void> {
    if (!await mayGoOn(folder)) return this.store.update(folder, status => ({ ...status, state: 'stopped', reason: restrictedMode }));
    const { pid, ended } = this.training.launch(folder, {
      threads: settings.threads(), keepRunning: settings.keepRunning(), checkpoint: await this.#checkpointFor(folder),
    });
    this.#launched.add(folder.toString());
    try {
      await this.store.fail(folder, await ended ?? endedWithoutAWord, pid);
    } finally {
      this.#launched.delete(folder.toString());
    }
  }

  /** What was asked for, else the newest; a new run has none. */
  async #checkpointFor(folder: Uri): Promise<Uri | undefined> {
    const name = this.#from.get(folder.toString()) ?? (await workspaceDisk.checkpoints(folder)).at(-1);
    this.#from.delete(folder.toString());
    return name === undefined ? undefined : checkpointUri(folder, name);
  }
}
