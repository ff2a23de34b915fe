import { stdout } from 'node:process';
import { SpecError } from '../core/spec/problem.ts';
import { counted } from '../core/spec/wording.ts';
import { columnsAsked } from '../protocol/echoState.ts';
import type { EchoStateOptions } from '../protocol/echoState.ts';
import { unitsOfAll } from '../protocol/reservoirLayers.ts';
import type { SearchRequest } from '../protocol/search.ts';
import { breather } from '../worker/breather.ts';
import { echoStateCheckpoint, echoStateExperiment } from '../worker/lab/echoStateCheckpoint.ts';
import { fitEchoState } from '../worker/lab/fitEchoState.ts';
import type { EchoStateFit } from '../worker/lab/fitEchoState.ts';
import { readTables } from '../worker/node/readTables.ts';
import { reservoirKernels } from '../worker/node/reservoirKernels.ts';
import { readArguments } from './arguments.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { describeFit } from './describeFit.ts';
import { esnClasses } from './esnClasses.ts';
import type { OpenKernels } from './esnClasses.ts';
import { echoStateOptions, esnArguments, usage } from './esnOptions.ts';
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
  const asked = echoStateOptions(values);
  const search = searchRequest(values);
  if (values.out !== undefined) await checkOut(values.out);
  const begin = performance.now();
  const fit = await fitFiles(files, asked, search, openKernels);
  const seconds = (performance.now() - begin) / 1000;
  const memory = values['memory-capacity'] ? await memoryOf(fit) : undefined;
  for (const warning of fit.report.warnings) console.error(warning);
  stdout.write(`${values.json ? JSON.stringify({ ...fit.report, seconds, search: fit.search, memoryCapacity: memory }) : [...(fit.search ? [describeSearch(fit.search)] : []), describeFit(fit.report), ...(memory ? ['', describeMemory(memory, fit)] : [])].join('\n')}\n`);
  if (values.out !== undefined) await saveFitted(values.out, files, seen => echoStateCheckpoint(fit, echoStateExperiment(fit, ...seen), seconds), fit.report.runs.map(({ seed }) => seed));
  return exitCodes.done;
}

/** With the settings that were asked for, or the best that a search finds. */
async function fitFiles(files: readonly string[], asked: EchoStateOptions, request: SearchRequest | undefined, openKernels: OpenKernels): Promise<EchoStateFit & { readonly search: SearchReport | undefined }> {
  const progress = new EsnProgress();
  try {
    const table = await readTables(files, columnsAsked(asked), progress.reading(files, breather()));
    const search = request && await searchFile(table, asked, request);
    const options = { ...asked, ...search?.trials[search.ranking[0]!]?.settings };
    progress.say(`drawing ${counted(unitsOfAll(options), 'unit')}`);
    return { ...await fitEchoState(table, options, { openWorkspace: await openKernels(), breathe: breather(), onProgress: progress.fitting }), search };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw error instanceof SpecError ? notValid(error.message) : new Complaint((error as Error).message);
  } finally {
    progress.end();
  }
}
