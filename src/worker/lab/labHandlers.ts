import type { NumberTable } from '../../core/data/numberTable.ts';
import { readDiagnosisRequest } from '../../protocol/diagnostics.ts';
import type { LabFit, LabRequests } from '../../protocol/lab.ts';
import { Background } from './diagnostics/background.ts';
import { rememberedDrawing } from './drawnNetwork.ts';
import { fitEchoState } from './fitEchoState.ts';
import type { EchoStateFit, FitSurroundings } from './fitEchoState.ts';
import { KeptDrives } from './kept.ts';
import { readOptions } from './readOptions.ts';

/** What the lab may ask of its surroundings. */
export interface LabSurroundings {
  readonly openWorkspace: FitSurroundings['openWorkspace'];
  /** One of a single thread for what is computed beside the fits, so that a fit finds its own free. */
  readonly openAside: FitSurroundings['openWorkspace'];
  readonly breathe: () => Promise<void>;
  /** Reads a table; the same one again where the file did not change. @param wanted columns that may be asked for */
  readonly readTable: (file: string, wanted: readonly string[]) => Promise<NumberTable>;
  readonly now: () => number;
}

type LabHandlers = { readonly [M in 'table' | 'fit' | 'diagnostics']: (params: LabRequests[M]['params']) => Promise<LabRequests[M]['result']> };

/** At most so many rows are shown, the last ones. */
const mostShown = 1000;

/** Fits as they are asked for. One that a later overtakes is given up, also while its table is read. */
export function labHandlers({ openWorkspace, openAside, breathe, readTable, now }: LabSurroundings): LabHandlers {
  const [draw, kept] = [rememberedDrawing(), new KeptDrives()];
  const background = new Background(openAside, breathe);
  let current = new AbortController();
  return {
    table: async ({ file }) => {
      const { header, rows } = await readTable(file, []);
      return { columns: header, rows };
    },
    fit: async ({ file, options: asked }) => {
      const begin = now();
      current.abort(new Error('A later fit was asked for.'));
      const { signal } = current = new AbortController();
      const options = readOptions(asked);
      const table = await readTable(file, [options.target, ...options.inputs]);
      await breathe();
      signal.throwIfAborted();
      return shown(await background.during(fitEchoState(table, options, { openWorkspace, breathe, signal, draw, kept })), now() - begin);
    },
    diagnostics: async (asked) => background.tell(readDiagnosisRequest(asked)),
  };
}

function shown({ report, series, network }: EchoStateFit, milliseconds: number): LabFit {
  const first = Math.max(series.trainSteps, series.steps - mostShown);
  const target = Array.from(series.targets.subarray(first));
  return { report, start: first + report.options.horizon, target, prediction: Array.from(network.predictions.subarray(first)), milliseconds };
}
