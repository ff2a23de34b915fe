import type { Disposable, LogOutputChannel, Uri, ViewColumn } from 'vscode';
import type { UsedCell } from '../core/spec/cellOfExperiment.ts';
import type { Proposal } from '../core/spec/proposal.ts';
import type { NotedSample } from '../core/train/records.ts';
import type { KnownCells } from './language/knownCells.ts';
import type { Lessons } from './lessons.ts';
import type { LabRequests } from '../protocol/lab.ts';
import type { Inside, PanelStart } from '../protocol/panel.ts';
import type { ReaderRequests } from '../protocol/reader.ts';
import type { RunStatus } from '../protocol/run.ts';
import type { SessionRequests } from '../protocol/session.ts';

/** What differs between the Node host and the web host. A part that is absent is not yet there. */
export interface Platform {
  readonly reader?: Reader;
  readonly training?: Training;
  /** What cells that people write have in the editor, loaded when it is asked for. @param known takes what those of experiments are found to be */
  readonly registerCells?: (known: KnownCells, log: CellLog) => Disposable;
  /** Milliseconds that this thread has computed, from any beginning, what the rest of the machine does left out. */
  readonly computed?: () => number;
}

/** Hears what goes wrong with cells in the editor, and what they print. */
export type CellLog = Pick<LogOutputChannel, 'error' | 'info'>;

/** What both hosts have, each in its way. */
export interface Host extends Platform {
  /** What is written anew, loaded when it is asked for. */
  readonly making: () => Making;
}

export interface Making {
  /** Asks for what a cell shall be, and writes it. @param target where, or of which experiment, if that is said */
  newCell(parts: CellParts, target: unknown): Promise<void>;
  /** Asks for what a task shall be, and writes it, likewise. */
  newTask(parts: Pick<CellParts, 'templates' | 'aside'>, target: unknown): Promise<void>;
  /** The experiment that was written for a cell or a task, whatever is wrong with it; where there is none, one is written. */
  experimentFor(file: Uri): Promise<Uri>;
  /** Writes an experiment for a data file, or copies one of the gallery into a folder. @param target that folder, or the name of that experiment, where it is said */
  newExperiment(parts: ExperimentParts, target: unknown): Promise<void>;
  /** Writes an experiment for a data file, beside it. @param target the file, where it is said */
  newExperimentFromData(parts: ExperimentParts, target: unknown): Promise<void>;
  /** Opens the gallery's first experiment to try. @param aside where it goes if no folder is open */
  openExample(gallery: Uri, aside: Uri): Promise<void>;
  /** Copies the whole gallery, and opens it. */
  openGallery(gallery: Uri): Promise<void>;
}

/** What new cells are made with. */
export interface CellParts {
  /** The folder of what they begin as. */
  readonly templates: Uri;
  /** Where they go while no folder is open. */
  readonly aside: Uri;
  readonly training: Training | undefined;
  /** The different cells of an experiment, as it is saved. @throws Error, in words, where it is not right */
  cellsIn(experiment: Uri): Promise<readonly UsedCell[]>;
}

/** What new experiments are made with, and opened. */
export interface ExperimentParts {
  /** The folder of the experiments that come with the extension. */
  readonly gallery: Uri;
  /** Where they go while no folder is open. */
  readonly aside: Uri;
  readonly lessons: Lessons;
  readonly training: Training | undefined;
  readonly panels: { show(experiment: Uri, column: ViewColumn): Promise<void> };
}

/** What `unfold …` printed. */
export interface Printed {
  readonly output: string;
  /** What it complained of; empty where it did not. */
  readonly complaint: string;
  /** Above 1 where it did not come to its own end. */
  readonly exitCode: number;
}

/** A process that fits networks, of one panel. */
export interface Lab {
  /** @throws Error, in words */
  request<M extends keyof LabRequests>(method: M, params: LabRequests[M]['params']): Promise<LabRequests[M]['result']>;
  dispose(): void;
}

/** A thread that parses journals and checkpoints, beside the extension host's own. */
export interface Reader {
  /** @throws Error, in words, when it cannot be read, takes too long, or the thread ended */
  request<M extends keyof ReaderRequests>(method: M, params: ReaderRequests[M]['params']): Promise<ReaderRequests[M]['result']>;
  dispose(): void;
}

/** Starts training processes and reaches them. Run folders must be on this machine's disk (`file:`). */
export interface Training {
  /** Starts the process that trains this run; it goes on when the window is reloaded. */
  launch(folder: Uri, options: LaunchOptions): Worker;
  /** Connects to the socket named in `status.json`. @throws Error, in words, when nobody answers */
  connect(socket: string): Promise<Session>;
  /** Offers a panel's graphics card to the process behind a socket. @returns undefined where it is not wanted. @throws Error, in words */
  lend(socket: string, renderer: string, hear: (message: Uint8Array<ArrayBuffer>) => void): Promise<Loan | undefined>;
  /** True, false, or undefined where it can't be known: the process is on another machine. */
  isAlive(owner: NonNullable<RunStatus['owner']>): boolean | undefined;
  /** Samples from a checkpoint in a process of its own. @throws Error, in words */
  sample(checkpoint: Uri, stop: AbortSignal): Promise<NotedSample>;
  /** The program of Python's that reads a checkpoint, likewise. @throws Error, in words, where there is none for it */
  program(checkpoint: Uri, stop: AbortSignal): Promise<string>;
  /** A cell will be looked at before long. */
  expectCell(): void;
  /** Writes the cell of an experiment as one of a person's own, and the same experiment with it, likewise. @param cell `number`: among the different cells of that experiment, from 1 @throws Error, in words */
  writeCell(experiment: Uri, cell: { readonly name: string; readonly js: boolean; readonly number: number }, stop: AbortSignal): Promise<{ readonly cell: string; readonly experiment: string; readonly notes: readonly string[] }>;
  /** Looks at a data file, likewise. @returns the ways to train on it, the likeliest first @throws Error, in words */
  propose(data: Uri, stop: AbortSignal): Promise<readonly Proposal[]>;
  /** An experiment with what its own code is found to be, likewise. @throws Error, in words */
  trace(experiment: Uri, stop: AbortSignal): Promise<Pick<PanelStart, 'experiment'>>;
  /** What there is inside the steps of the cells, at every t, which may take long: likewise. @param subject an experiment, or a run's folder @throws Error, in words */
  lookInside(subject: Uri, stop: AbortSignal): Promise<{ readonly inside: Inside }>;
  /** Compares the gradients of an experiment with finite differences, likewise. @returns a table, and below it what is wrong @throws Error, in words */
  checkGradients(experiment: Uri, stop: AbortSignal): Promise<string>;
  /** What `unfold check` or `unfold draw` says of a task that a person wrote, likewise. @throws Error, in words */
  tell(what: 'check' | 'draw', task: Uri, stop: AbortSignal): Promise<string>;
}

export interface LaunchOptions {
  /** Threads to compute with; left out, one less than there are cores. */
  readonly threads: number | undefined;
  /** Goes on when no window is attached. */
  readonly keepRunning: boolean;
  /** Goes on from this checkpoint instead of starting at step 0. */
  readonly checkpoint: Uri | undefined;
}

export interface Worker {
  readonly pid: number | undefined;
  /** Settles when the process has ended or could not be started: why, in words, or undefined where it ended by itself. */
  readonly ended: Promise<string | undefined>;
}

/** A connection over which a training session uses an engine elsewhere. */
export interface Loan {
  send(message: Uint8Array): void;
  /** Says why there is no more, in a sentence, and closes. */
  end(reason: string): void;
  /** Settles when the session needs it no more, or is gone. */
  readonly closed: Promise<void>;
}

/** A connection to a training session. */
export interface Session {
  request<M extends keyof SessionRequests>(method: M, params: SessionRequests[M]['params']): Promise<SessionRequests[M]['result']>;
  /** Settles when the connection is closed. */
  readonly closed: Promise<void>;
  dispose(): void;
}
