import type { Uri } from 'vscode';
import type { RunStatus } from '../../protocol/run.ts';
import { endedWithoutAWord, failed, isLost } from './lostRun.ts';
import { isStoppable } from './run.ts';
import type { Run } from './run.ts';

/** Where run folders are. */
export interface RunDisk {
  /** Every run folder of the workspace. */
  find(): Promise<readonly Uri[]>;
  /** The run folders in one `.unfold/runs`; none where there is no such folder. */
  list(place: Uri): Promise<readonly Uri[]>;
  /** @returns undefined where there is none. @throws Error where it can't be read */
  readStatus(folder: Uri): Promise<RunStatus | undefined>;
  writeStatus(folder: Uri, status: RunStatus): Promise<void>;
  /** File names, oldest first. */
  checkpoints(folder: Uri): Promise<readonly string[]>;
  newestCheckpointStep(folder: Uri): Promise<number | undefined>;
}

export interface RunStoreParts {
  readonly disk: RunDisk;
  readonly isAlive: (owner: NonNullable<RunStatus['owner']>) => boolean | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Hears of every change. */
  readonly changed: () => void;
}

interface Heard {
  readonly heartbeat: number;
  readonly at: number;
}

/** Every run there is, wherever it was started: what the run folders say, looked at again when they change. */
export class RunStore {
  readonly #runs = new Map<string, Run>();
  readonly #heard = new Map<string, Heard>();
  readonly #looking = new Map<string, Promise<void>>();

  constructor(private readonly parts: RunStoreParts) {}

  /** Newest first. */
  get runs(): readonly Run[] {
    return [...this.#runs.values()].sort((a, b) => b.status.createdAt - a.status.createdAt);
  }

  get(folder: Uri | string): Run | undefined {
    return this.#runs.get(folder.toString());
  }

  /** Looks for run folders anew. */
  async discover(): Promise<void> {
    const found = await this.parts.disk.find();
    const known = new Set(found.map(String));
    for (const key of [...this.#runs.keys()]) if (!known.has(key)) this.#forget(key);
    await Promise.all(found.map(folder => this.look(folder)));
  }

  /** Looks again at the runs that have, may soon have, or claim to have a process. */
  async lookAtLive(): Promise<void> {
    const live = this.runs.filter(({ status }) => isStoppable(status.state) || status.owner !== undefined);
    await Promise.all(live.map(({ folder }) => this.look(folder)));
  }

  /** Looks for run folders that came to be, made in a terminal or on another machine. @param places the `.unfold/runs` to look in */
  async lookForNew(places: readonly Uri[]): Promise<void> {
    const folders = (await Promise.all(places.map(place => this.parts.disk.list(place)))).flat();
    await Promise.all(folders.filter(folder => !this.get(folder)).map(folder => this.look(folder)));
  }

  /** Looks at one run folder. Looks at the same folder come one after the other. @returns the run, if there still is one */
  async look(folder: Uri): Promise<Run | undefined> {
    await this.#after(folder, () => this.#look(folder));
    return this.get(folder);
  }

  /** Replaces a run's status. Only for a run without a process: with one, the status is its own. */
  async update(folder: Uri, change: (status: RunStatus) => RunStatus): Promise<void> {
    await this.#after(folder, async () => {
      const status = await this.parts.disk.readStatus(folder);
      if (status === undefined) return this.#forget(folder.toString());
      const changed = change(status);
      if (changed === status) this.#set(folder, status);
      else await this.#write(folder, changed);
    });
  }

  /** Ends a run whose process is gone, unless the run has ended already or belongs to another process. */
  async fail(folder: Uri, reason: string, pid?: number): Promise<void> {
    const step = await this.parts.disk.newestCheckpointStep(folder);
    const isIts = ({ state, owner }: RunStatus) => isStoppable(state) && (owner === undefined || owner.pid === pid);
    await this.update(folder, status => isIts(status) ? failed(status, reason, step) : status);
  }

  async #after(folder: Uri, work: () => Promise<void>): Promise<void> {
    const key = folder.toString();
    const done = (this.#looking.get(key) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => undefined);
    this.#looking.set(key, settled);
    try {
      await done;
    } finally {
      if (this.#looking.get(key) === settled) this.#looking.delete(key);
    }
  }

  async #look(folder: Uri): Promise<void> {
    const { status, alive } = await this.#read(folder);
    if (status === undefined) return this.#forget(folder.toString());
    if (!isLost(status, this.#silentSeconds(folder, status), alive)) return this.#set(folder, status);
    const lost = failed(status, endedWithoutAWord, await this.parts.disk.newestCheckpointStep(folder));
    if (alive === false) return this.#write(folder, lost);
    const { owner } = status; // on another machine, which knows better: it may be heard of again
    this.#set(folder, owner ? { ...lost, owner } : lost);
  }

  /** A run's status, and whether its process lives. One that ended while it was read may have said so since: it is read again. */
  async #read(folder: Uri): Promise<{ status: RunStatus | undefined; alive: boolean | undefined }> {
    const read = async () => {
      const status = await this.parts.disk.readStatus(folder);
      return { status, alive: status?.owner && this.parts.isAlive(status.owner) };
    };
    const first = await read();
    return first.alive === false ? read() : first;
  }

  #silentSeconds(folder: Uri, { heartbeat }: RunStatus): number {
    const key = folder.toString();
    const heard = this.#heard.get(key);
    if (heard?.heartbeat === heartbeat) return (this.parts.now() - heard.at) / 1000;
    this.#heard.set(key, { heartbeat, at: this.parts.now() });
    return 0;
  }

  async #write(folder: Uri, status: RunStatus): Promise<void> {
    await this.parts.disk.writeStatus(folder, status);
    this.#set(folder, status);
  }

  #set(folder: Uri, status: RunStatus): void {
    const before = this.get(folder)?.status;
    if (JSON.stringify(before) === JSON.stringify(status)) return;
    this.#runs.set(folder.toString(), { folder, status });
    this.parts.changed();
  }

  #forget(key: string): void {
    this.#heard.delete(key);
    if (this.#runs.delete(key)) this.parts.changed();
  }
}
