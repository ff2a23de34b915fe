import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import { encodeCheckpoint } from '../../core/checkpoint/checkpointFile.ts';
import { csvOf } from '../../core/data/numberTable.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { readDiagnosisRequest } from '../../protocol/diagnostics.ts';
import { columnsAsked } from '../../protocol/echoState.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { cannotRunFree } from '../../protocol/freeRun.ts';
import { allFiles, cancelled } from '../../protocol/lab.ts';
import type { LabRequests } from '../../protocol/lab.ts';
import { classCheckpoint, classExperiment } from './classCheckpoint.ts';
import { classifySeries } from './classifySeries.ts';
import type { Classification } from './classifySeries.ts';
import { Background } from './diagnostics/background.ts';
import { rememberedDrawing } from './drawnNetwork.ts';
import { echoStateCheckpoint, echoStateExperiment } from './echoStateCheckpoint.ts';
import { inputsOf, lastOfNumbers, namelessNote } from './firstColumn.ts';
import { fitEchoState } from './fitEchoState.ts';
import type { EchoStateFit, FitSurroundings } from './fitEchoState.ts';
import { Foresight } from './foresight.ts';
import { freeRun } from './freeRun.ts';
import { KeptDrives } from './kept.ts';
import { KeptPooled } from './keptPooled.ts';
import type { KeptOfExperiment } from './labOfExperiment.ts';
import { readOptions } from './readOptions.ts';
import { shown } from './shown.ts';

/** What is known of a file beside its rows. */
export interface LabFile {
  /** Where it is an experiment: what that says. */
  readonly settings?: Partial<EchoStateOptions>;
  readonly notes?: readonly string[];
  /** And what a network that is saved has of it besides. */
  readonly kept?: KeptOfExperiment;
  /** The files of the rows; undefined where they were drawn. */
  readonly paths: readonly string[] | undefined;
}

/** Who waits for a table: gives it up by a signal, and is told which share is read. */
export interface WhoReads {
  readonly signal?: AbortSignal;
  /** Aborted where another waits instead: it is read on, unless that one wants another. */
  readonly overtaken?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** What the lab may ask of its surroundings. */
export interface LabSurroundings {
  readonly openWorkspace: FitSurroundings['openWorkspace'];
  /** One of a single thread for what is computed beside the fits, so that a fit finds its own free. */
  readonly openAside: FitSurroundings['openWorkspace'];
  readonly breathe: () => Promise<void>;
  /** Reads a table, of several files one under another; the same one again where none of them changed. @param wanted columns that may be asked for */
  readonly readTable: (files: readonly string[], wanted: readonly string[], who?: WhoReads) => Promise<NumberTable>;
  /** By default every file is of rows. */
  readonly lookAt?: (files: readonly string[]) => Promise<LabFile>;
  /** Where files can be written: what `bytes` makes of the path of another file as it is seen from beside this one. */
  readonly write?: (out: string, bytes: (seen: (path: string) => string) => Uint8Array) => Promise<void>;
  readonly now: () => number;
  /** Settles when nothing was asked for a while: then what may be asked for next is computed. Left out: it is not. */
  readonly rest?: () => Promise<void>;
  /** Ids of fits count up from here: a process that comes after another begins higher. */
  readonly firstId?: number;
}

type Handled = 'table' | 'fit' | 'classify' | 'progress' | 'cancel' | 'freeRun' | 'save' | 'diagnostics';
type LabHandlers = { readonly [M in Handled]: (params: LabRequests[M]['params']) => Promise<LabRequests[M]['result']> };

/** A fit, and of what. */
interface Fitted<Fit = EchoStateFit> {
  readonly id: number;
  readonly of: string;
  readonly fit: Fit;
  readonly table: NumberTable;
  readonly milliseconds: number;
}

/** What makes a fit: itself, and how long that took where it was done before. */
type Make<Fit> = (table: NumberTable, surroundings: Omit<FitSurroundings, 'kept'>) => Promise<{ readonly fit: Fit; readonly milliseconds?: number }>;

type Progress = LabRequests['progress']['result'];

/** Fits as they are asked for. One that a later overtakes is given up, also while its table is read. */
export function labHandlers({ openWorkspace, openAside, breathe, readTable, lookAt = async (files) => ({ paths: files }), write, now, rest, firstId = 1 }: LabSurroundings): LabHandlers {
  const [draw, kept, pooled] = [rememberedDrawing(), new KeptDrives(), new KeptPooled()];
  let ids = firstId;
  const background = new Background(openAside, breathe, () => ids++);
  const foresight = new Foresight({ openWorkspace: openAside, breathe, kept, rest, now });
  let current = new AbortController();
  let under: Progress = { share: null };
  let opening: Progress | undefined;
  let wanted = new AbortController(); // a table that a fit no longer waits for is read for the one that overtook it and wants the same; only who cancels wants none
  let last: Fitted | undefined;
  let told: Fitted<Classification> | undefined;

  /** @param before returned where it is of the same */
  async function made<Fit>(files: readonly string[], options: EchoStateOptions, signal: AbortSignal, before: Fitted<Fit> | undefined, make: Make<Fit>): Promise<Fitted<Fit>> {
    const of = JSON.stringify([files, options]);
    const begin = now();
    const onRead = (done: number): void => { if (under.share !== null && current.signal === signal) under = { share: done, isReading: true }; };
    const table = await unlessAborted(readTable(files, columnsAsked(options), { signal: wanted.signal, overtaken: signal, onProgress: onRead }), signal);
    await breathe();
    signal.throwIfAborted();
    if (under.isReading) under = { share: 0 };
    if (before?.of === of && before.table === table) return before;
    const onProgress = (done: number): void => { if (under.share !== null) under = { share: done }; }; // of one that is only saved nothing is told
    const done = await make(table, { openWorkspace, breathe, signal, draw, onProgress });
    return { id: ids++, of, table, milliseconds: now() - begin, ...done };
  }

  const fitted = async (files: readonly string[], options: EchoStateOptions, signal: AbortSignal): Promise<Fitted> =>
    last = await made(files, options, signal, last, async (table, own) => foresight.find(table, options) ?? { fit: await fitEchoState(table, options, { ...own, kept }) });
  const classified = async (files: readonly string[], options: EchoStateOptions, pool: EchoStateOptions['pool'], signal: AbortSignal): Promise<Fitted<Classification>> =>
    told = await made(files, options, signal, told, async (table, own) => ({ fit: await classifySeries(table, options, pool === 'none' ? 'mean' : pool, { ...own, kept: pooled }) }));

  /** What was asked for last: what comes before it is given up. */
  async function newest<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    foresight.stop();
    current.abort(new Error('A later fit was asked for.'));
    const { signal } = current = new AbortController();
    under = { share: 0 };
    try {
      return await work(signal);
    } finally {
      if (current.signal === signal) {
        under = { share: null };
        if (signal.aborted) current = new AbortController(); // what is asked for after one that was cancelled is not
      }
    }
  }

  /** What was fitted with these options, and how a checkpoint of it is made where its rows are in these files. */
  async function networkOf(files: readonly string[], options: EchoStateOptions, ofExperiment: LabFile['kept']): Promise<{ readonly table: NumberTable; readonly checkpoint: (seen: readonly string[]) => Checkpoint }> {
    if (options.pool !== 'none') {
      const { fit, table, milliseconds } = await classified(files, options, options.pool, current.signal);
      return { table, checkpoint: (seen) => classCheckpoint(fit, classExperiment(fit, ...seen), milliseconds / 1000) };
    }
    const { fit, table, milliseconds } = await fitted(files, options, current.signal);
    return { table, checkpoint: (seen) => echoStateCheckpoint(fit, { ...echoStateExperiment(fit, ...seen), ...ofExperiment }, milliseconds / 1000) };
  }

  return {
    table: async (of) => {
      const files = allFiles(of);
      const { signal } = wanted;
      const who = (from: number): WhoReads => ({ signal, onProgress: (share) => { opening &&= { share: Math.max(opening.share!, from + share / 2), isReading: true }; } });
      opening = { share: 0, isReading: true };
      try {
        const [table, { settings, notes: own }] = await unlessAborted(Promise.all([readTable(files, [], who(0)), lookAt(files)]), signal);
        const { header, rows, files: others } = table;
        const notes = own ?? namelessNote(files[0]!, header);
        const target = settings ? undefined : await unlessAborted(lastOfNumbers(table, (name) => readTable(files, [name], who(0.5))), signal);
        const inputs = target === undefined ? undefined : inputsOf(header, target);
        return { columns: header, rows, ...(others && { files: 1 + others.length }), ...(settings && { settings }), ...(target !== undefined && { target }), ...(inputs && { inputs }), ...(notes.length > 0 && { notes }) };
      } finally {
        opening = undefined;
      }
    },
    fit: ({ options: asked, ...of }) => newest(async (signal) => {
      const [begin, options] = [now(), readOptions(asked)];
      const { id, fit, table } = await background.during(fitted(allFiles(of), options, signal));
      if (!signal.aborted) void foresight.begin(table, options, fit);
      return { id, drive: background.driveId(fit), ...shown(fit), milliseconds: now() - begin };
    }),
    classify: ({ options: asked, ...of }) => newest(async (signal) => {
      const [begin, options] = [now(), readOptions(asked)];
      const { fit: { report } } = await classified(allFiles(of), options, options.pool, signal);
      return { report, milliseconds: now() - begin };
    }),
    progress: async () => (under.share === null && opening ? opening : under),
    cancel: async () => {
      if (under.share === null && !opening) return {}; // one that has been answered meanwhile stays
      const reason = new Error(under.share === null ? cancelled.reading : cancelled.fit);
      if (under.share !== null) current.abort(reason);
      wanted.abort(reason);
      wanted = new AbortController();
      return {};
    },
    freeRun: async ({ fit: id }) => {
      if (last?.id !== id) throw new Error('Another network was fitted meanwhile.');
      const { fit } = last;
      const why = cannotRunFree(fit.report.options, fit.series.segments.length);
      if (why !== undefined) throw new Error(why);
      return freeRun(fit, { openWorkspace, breathe, signal: current.signal });
    },
    save: async ({ options: asked, out, ...of }) => {
      if (!write) throw new Error('Nothing can be saved here.');
      const [options, files] = [readOptions(asked), allFiles(of)];
      const { paths, kept: ofExperiment } = await lookAt(files);
      const rows = out.replace(/(\.safetensors)?$/i, '-rows.csv');
      const { table, checkpoint } = await networkOf(files, options, ofExperiment);
      await write(out, (seen) => encodeCheckpoint(checkpoint((paths ?? [rows]).map(seen))));
      if (paths !== undefined) return {};
      await write(rows, () => new TextEncoder().encode(csvOf(table)));
      return { rows };
    },
    diagnostics: async (asked) => background.tell(readDiagnosisRequest(asked)),
  };
}

/** Rejects with the signal's reason, whatever comes of the other later. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    void promise.then(resolve, reject).then(() => signal.removeEventListener('abort', giveUp)); // the signal may live longer, and would keep what came
  });
}
