import type { Checkpoint, DataMemory } from '../checkpoint/checkpoint.ts';
import { inTurns } from '../math/turns.ts';
import type { ResolvedExperiment, SeriesData } from '../spec/experiment.ts';
import { forecastColumns } from '../spec/forecastColumns.ts';
import { columnsOfName } from '../spec/indicators.ts';
import { readLabelled } from '../spec/labelledLines.ts';
import { emptyFile, isJson, isNpy, isParquet, missingFile, notAFile } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import type { Task, TaskData } from '../tasks/task.ts';
import { makeTask } from '../tasks/tasks.ts';
import { Alphabet } from './alphabet.ts';
import { decodeText } from './decodeText.ts';
import { joinTables, type NumberTable } from './numberTable.ts';
import { withIndicators } from './indicators.ts';
import { pairsSource } from './pairs.ts';
import { readParquet } from './parquet.ts';
import { jsonTable } from './jsonTable.ts';
import { npyTable } from './npy.ts';
import { LabelledSource } from './labelled.ts';
import { LabelledCode, lengthsOf } from './labelledCode.ts';
import { openSymbols, readSymbols } from './readSymbols.ts';
import { SeriesSource } from './series.ts';
import { SeveralSeries } from './severalSeries.ts';
import type { DataSource, SampleSource } from './source.ts';
import { TaskSource } from './task.ts';
import { TextSource } from './text.ts';
import { textTable } from './textTable.ts';
import { TextWriter } from './textWriter.ts';
import { treesSource } from './trees.ts';

/** Reads a file by its path relative to the experiment; rejects where it can't. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/**
 * Opens the data of an experiment.
 *
 * @throws SpecError with a sentence and the field it speaks of, where the data is not there or does not fit
 */
export async function openData(experiment: ResolvedExperiment, readFile: ReadFile): Promise<DataSource> {
  const { data } = experiment;
  switch (data.kind) {
    case 'text':
      return new TextSource(readSymbols(await readBytes(data.file, readFile), data), data.file, experiment, data.validation);
    case 'series':
      return openSeries(experiment, data, readFile);
    case 'pairs':
      return pairsSource(await readText(data.file, readFile), experiment, data);
    case 'trees':
      return treesSource(await readText(data.file, readFile), experiment, data);
    case 'labelled':
      return new LabelledSource(readLabelled(await readText(data.file, readFile), data.file), data.file, experiment, data.validation);
    case 'task':
      return openTask(experiment, data);
  }
}

/** One of a person's may have other classes later, in the same columns. */
function openTask(experiment: ResolvedExperiment, data: TaskData): TaskSource {
  const task = makeTask(data);
  return new TaskSource(task, experiment, data.validationSequences, [], data.task === 'own' ? symbolsOf(task) : {});
}

/** What its columns stand for, where they are classes. */
function symbolsOf({ x, y, answer }: Task): DataMemory {
  const names = [x, y, ...answer ? [answer.source] : []].map(each => (each.kind === 'classes' ? each.names : undefined));
  return names.some(each => each !== undefined) ? { names, ...(answer && { mark: answer.mark }) } : {};
}

async function openSeries(experiment: ResolvedExperiment, data: Required<SeriesData>, readFile: ReadFile): Promise<DataSource> {
  const { file, files, series } = data;
  const wanted = [...forecastColumns(data), ...data.inputs, ...(series === '' ? [] : [series])];
  const open = (path: string): Promise<NumberTable> => openTable(path, wanted.flatMap(columnsOfName), readFile);
  const tables = await Promise.all([open(file), ...files.map((path, index) => open(path).catch((error: unknown) => {
    throw error instanceof SpecError ? new SpecError(error.message, ['data', 'files', index]) : error;
  }))]);
  const table = withIndicators(joinTables(tables), wanted);
  return series === '' && files.length === 0 ? new SeriesSource(table, experiment, data) : new SeveralSeries(table, experiment, data);
}

/**
 * Opens what a checkpoint's samples are read with: for a text its symbols, for labelled sequences their alphabet, without the file; else the data.
 *
 * @throws SpecError as `openData` does
 */
export async function openSampleSource({ experiment, vocabulary }: Checkpoint, readFile: ReadFile): Promise<SampleSource> {
  const { alphabet, labels, classes } = vocabulary;
  if (classes !== undefined) throw new SpecError('This network tells the class of each series as a whole: see what it says by unfold predict CKPT SERIES.', ['data']);
  if (experiment.data.kind === 'labelled' && typeof alphabet === 'string' && Array.isArray(labels)) {
    return new LabelledCode(new Alphabet(alphabet), labels as string[], experiment.model.context.as !== 'none', lengthsOf(experiment));
  }
  const symbols = experiment.data.kind === 'text' ? openSymbols(vocabulary) : undefined;
  return symbols ? new TextWriter(symbols) : openData(experiment, readFile);
}

/**
 * Reads a table with columns of numbers by the ending of its name: `.parquet`, `.npy`, `.json`, else CSV or TSV.
 *
 * @param wanted columns that may be asked for @param turn settles when everybody else had theirs, and is told which share of its bytes is made numbers: that is done in pieces
 * @throws SpecError as `openData` does
 */
export async function openTable(file: string, wanted: readonly string[], readFile: ReadFile, turn: (share: number) => Promise<void> = async () => {}): Promise<NumberTable> {
  if (isJson(file)) return inTurns(jsonTable(await readText(file, readFile, ', or save it as .parquet or .npy'), file, wanted), turn);
  if (!isParquet(file) && !isNpy(file)) return inTurns(textTable(await readText(file, readFile, ', or save it as .parquet or .npy'), file, wanted), turn);
  const bytes = await readBytes(file, readFile);
  if (bytes.length === 0) throw emptyFile(file);
  return isNpy(file) ? inTurns(npyTable(bytes, file, wanted), turn) : readParquet(bytes, file, wanted, turn);
}

async function readText(file: string, readFile: ReadFile, otherwise?: string): Promise<string> {
  return decodeText(await readBytes(file, readFile), file, otherwise);
}

function readBytes(file: string, readFile: ReadFile): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
}

/** Node and VS Code each have their own codes. */
function unreadable(file: string, error: unknown): SpecError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'FileNotFound') return missingFile(file);
  if (code === 'EISDIR' || code === 'FileIsADirectory') return notAFile(file);
  return new SpecError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, ['data', 'file']);
}
