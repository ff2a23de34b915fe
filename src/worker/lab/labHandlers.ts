import { encodeCheckpoint } from '../../core/checkpoint/checkpointFile.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { readDiagnosisRequest } from '../../protocol/diagnostics.ts';
import { columnsAsked } from '../../protocol/echoState.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { cannotRunFree } from '../../protocol/freeRun.ts';
import type { LabFit, LabRequests } from '../../protocol/lab.ts';
import { Background } from './diagnostics/background.ts';
import { rememberedDrawing } from './drawnNetwork.ts';
import { echoStateCheckpoint, echoStateExperiment } from './echoStateCheckpoint.ts';
import { fitEchoState } from './fitEchoState.ts';
import type { EchoStateFit, FitSurroundings } from './fitEchoState.ts';
import { freeRun } from './freeRun.ts';
import { KeptDrives } from './kept.ts';
import { readOptions } from './readOptions.ts';

/** What is known of a file beside its rows. */
export interface LabFile {
  /** Where it is an experiment: what that says. */
  readonly settings?: Partial<EchoStateOptions>;
  /** The file of the rows; undefined where they were drawn. */
  readonly path: string | undefined;
}

/** What the lab may ask of its surroundings. */
export interface LabSurroundings {
  readonly openWorkspace: FitSurroundings['openWorkspace'];
  /** One of a single thread for what is computed beside the fits, so that a fit finds its own free. */
  readonly openAside: FitSurroundings['openWorkspace'];
  readonly breathe: () => Promise<void>;
  /** Reads a table; the same one again where the file did not change. @param wanted columns that may be asked for */
  readonly readTable: (file: string, wanted: readonly string[]) => Promise<NumberTable>;
  /** By default every file is of rows. */
  readonly lookAt?: (file: string) => Promise<LabFile>;
  /** Where files can be written: what `bytes` makes of the path of another file as it is seen from beside this one. */
  readonly write?: (out: string, bytes: (seen: (path: string) => string) => Uint8Array) => Promise<void>;
  readonly now: () => number;
  /** Ids of fits count up from here: a process that comes after another begins higher. */
  readonly firstId?: number;
}

type Handled = 'table' | 'fit' | 'progress' | 'cancel' | 'freeRun' | 'save' | 'diagnostics';
type LabHandlers = { readonly [M in Handled]: (params: LabRequests[M]['params']) => Promise<LabRequests[M]['result']> };

/** At most so many rows are shown: the last that are learnt from, and the first that are tested with. */
const mostShown = { learnt: 250, tested: 1000 };

/** A fit, and of what. */
interface Fitted {
  readonly id: number;
  readonly of: string;
  readonly fit: EchoStateFit;
  readonly table: NumberTable;
  readonly milliseconds: number;
}

/** Fits as they are asked for. One that a later overtakes is given up, also while its table is read. */
export function labHandlers({ openWorkspace, openAside, breathe, readTable, lookAt = async (path) => ({ path }), write, now, firstId = 1 }: LabSurroundings): LabHandlers {
  const [draw, kept] = [rememberedDrawing(), new KeptDrives()];
  let ids = firstId;
  const background = new Background(openAside, breathe, () => ids++);
  let current = new AbortController();
  let share: number | null = null;
  let last: Fitted | undefined;

  async function fitted(file: string, asked: unknown, signal: AbortSignal): Promise<Fitted> {
    const options = readOptions(asked);
    const of = JSON.stringify([file, options]);
    const begin = now();
    const table = await readTable(file, columnsAsked(options));
    await breathe();
    signal.throwIfAborted();
    if (last?.of === of && last.table === table) return last;
    const onProgress = (done: number) => { share = done; };
    const fit = await fitEchoState(table, options, { openWorkspace, breathe, signal, draw, kept, onProgress });
    return last = { id: ids++, of, fit, table, milliseconds: now() - begin };
  }

  return {
    table: async ({ file }) => {
      const [{ header, rows }, { settings }] = await Promise.all([readTable(file, []), lookAt(file)]);
      return { columns: header, rows, ...(settings && { settings }) };
    },
    fit: async ({ file, options }) => {
      current.abort(new Error('A later fit was asked for.'));
      const { signal } = current = new AbortController();
      share = 0;
      try {
        const begin = now();
        const done = await background.during(fitted(file, options, signal));
        return { id: done.id, drive: background.driveId(done.fit), ...shown(done.fit), milliseconds: now() - begin };
      } finally {
        if (current.signal === signal) share = null;
      }
    },
    progress: async () => ({ share }),
    cancel: async () => {
      current.abort(new Error('The fit was cancelled.'));
      return {};
    },
    freeRun: async ({ fit: id }) => {
      if (last?.id !== id) throw new Error('Another network was fitted meanwhile.');
      const { fit } = last;
      const { signal } = current;
      const why = cannotRunFree(fit.report.options);
      if (why !== undefined) throw new Error(why);
      return freeRun(fit, { openWorkspace, breathe, signal });
    },
    save: async ({ file, options, out }) => {
      const [{ fit, milliseconds }, { path }] = await Promise.all([fitted(file, options, current.signal), lookAt(file)]);
      if (!write) throw new Error('Nothing can be saved here.');
      if (path === undefined) throw new Error('These rows were drawn for the lab and are in no file that a checkpoint could name: run the experiment, whose checkpoint can be previewed and sampled.');
      await write(out, (seen) => encodeCheckpoint(echoStateCheckpoint(fit, echoStateExperiment(fit, seen(path)), milliseconds / 1000)));
      return {};
    },
    diagnostics: async (asked) => background.tell(readDiagnosisRequest(asked)),
  };
}

function shown({ report, series, network }: EchoStateFit): Omit<LabFit, 'id' | 'drive' | 'milliseconds'> {
  const { trainSteps, steps, targets } = series;
  const from = Math.max(report.options.washout, trainSteps - mostShown.learnt);
  const to = Math.min(steps, trainSteps + mostShown.tested);
  return {
    report, start: from + report.options.horizon, learnt: trainSteps - from,
    target: targets.slice(from, to), prediction: network.predictions.slice(from, to),
  };
}
