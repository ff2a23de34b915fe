import { stdout } from 'node:process';
import { SpecError } from '../core/spec/problem.ts';
import { counted } from '../core/spec/wording.ts';
import type { MemoryDiagnosis } from '../protocol/diagnostics.ts';
import { unitsOfAll } from '../protocol/reservoirLayers.ts';
import type { SearchRequest } from '../protocol/search.ts';
import { breather } from '../worker/breather.ts';
import { echoStateCheckpoint, echoStateExperiment } from '../worker/lab/echoStateCheckpoint.ts';
import { fitEchoState } from '../worker/lab/fitEchoState.ts';
import type { EchoStateFit, FitSurroundings } from '../worker/lab/fitEchoState.ts';
import { readTables } from '../worker/node/readTables.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { readArguments } from './arguments.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { describeFit } from './describeFit.ts';
import { esnClasses } from './esnClasses.ts';
import type { OpenKernels } from './esnClasses.ts';
import { describeFreeRun, freeRunAfter } from './esnFreeRun.ts';
import type { FreeRunReport } from './esnFreeRun.ts';
import { columnsNamed, echoStateOptions, esnArguments, usage } from './esnOptions.ts';
import type { EsnValues } from './esnOptions.ts';
import { describeMemory, memoryOf } from './esnMemory.ts';
import { EsnProgress } from './esnProgress.ts';
import { checkOut, saveFitted } from './saveFitted.ts';
import { describeSearch, searchFile, searchRequest } from './esnSearch.ts';
import type { SearchReport } from './esnSearch.ts';

/** `unfold esn SERIES` @throws Complaint, or Error, a sentence */
export async function esn(args: string[], openKernels: OpenKernels = () => reservoirKernels(__dirname)): Promise<number> {
  const { files, values } = readArguments(args, esnArguments, 'many');
  if (files.length === 0) throw notValid(`Which series? ${usage}`);
  if (values.classes !== undefined) return esnClasses(files, values, values.classes, openKernels);
  echoStateOptions(values); // what is wrong with them is told before anything is read
  const search = searchRequest(values);
  if (values.out !== undefined) await checkOut(values.out);
  const progress = new EsnProgress();
  const fit = await fitFiles(files, values, search, openKernels, progress);
  const { seconds } = fit;
  for (const warning of fit.report.warnings) console.error(warning);
  if (values.out !== undefined) await saveFitted(values.out, files, seen => echoStateCheckpoint(fit, echoStateExperiment(fit, ...seen), seconds), fit.report.runs.map(({ seed }) => seed));
  const freeRun = await freeRunAfter(fit, fit.surroundings, progress);
  const asksMemory = values['memory-capacity'] === true;
  const memory = asksMemory ? await memoryOf(fit, fit.surroundings, progress) : undefined;
  stdout.write(`${values.json ? JSON.stringify({ ...fit.report, seconds, freeRun, search: fit.search, memoryCapacity: memory }) : described(fit, freeRun, memory)}\n`);
  return asksMemory && !memory ? exitCodes.failed : exitCodes.done;
}

interface Fitted extends EchoStateFit {
  /** That reading, searching and fitting took. */
  readonly seconds: number;
  readonly search: SearchReport | undefined;
  /** What it was fitted with. */
  readonly surroundings: FitSurroundings;
}

/** What came of it, for a person at a terminal. */
function described(fit: Fitted, freeRun: FreeRunReport | undefined, memory: MemoryDiagnosis | undefined): string {
  const further = [...(freeRun ? [describeFreeRun(freeRun, fit)] : []), ...(memory ? [describeMemory(memory, fit)] : [])];
  return [...(fit.search ? [describeSearch(fit.search)] : []), describeFit(fit.report), ...further.flatMap(line => ['', line])].join('\n');
}

/** With the settings that were asked for, or the best that a search finds. */
async function fitFiles(files: readonly string[], values: EsnValues, request: SearchRequest | undefined, openKernels: OpenKernels, progress: EsnProgress): Promise<Fitted> {
  const begin = performance.now();
  try {
    const table = await readTables(files, columnsNamed(values), progress.reading(files, breather()));
    const asked = echoStateOptions(values, table.header);
    const search = request && await searchFile(table, asked, request);
    const options = { ...asked, ...search?.trials[search.ranking[0]!]?.settings };
    progress.say(`drawing ${counted(unitsOfAll(options), 'unit')}`);
    const surroundings = { openWorkspace: await openKernels(), breathe: breather() };
    const fit = await fitEchoState(table, options, { ...surroundings, onProgress: progress.fitting });
    return { ...fit, seconds: (performance.now() - begin) / 1000, search, surroundings };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw error instanceof SpecError ? notValid(error.message) : new Complaint((error as Error).message);
  } finally {
    progress.end();
  }
}
