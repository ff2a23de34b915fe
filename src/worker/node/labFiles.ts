import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { inTurns, partOf } from '../../core/math/turns.ts';
import type { Shares } from '../../core/math/turns.ts';
import { isJson, isParquet } from '../../core/spec/dataErrors.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import type { LabSurroundings, WhoReads } from '../lab/labHandlers.ts';
import { labOfExperiment } from '../lab/labOfExperiment.ts';
import { readTables } from './readTables.ts';
import { replaceFile } from './replaceFile.ts';
import { SharedReading } from './sharedReading.ts';

type Files = Required<Pick<LabSurroundings, 'readTable' | 'lookAt' | 'write'>>;

/** The files of a lab: tables, or an experiment that stands for its series. @param breathe settles when messages had their turn */
export function labFiles(breathe: () => Promise<void>): Files {
  const [opened, read] = [new SharedReading<NumberTable>(), new SharedReading<NumberTable>()];
  const looked = new SharedReading<Awaited<ReturnType<typeof lookAtExperiment>>>();
  const experimentOf = async ([file, ...more]: readonly string[]) => file !== undefined && more.length === 0 && isExperiment(file) ? looked.get(await versionOf(file), () => lookAtExperiment(file)) : undefined;

  /** A file is read once, and a column of it once, however often a slider moves; of a Parquet file together. */
  async function readTable(files: readonly string[], wanted: readonly string[], who: WhoReads = {}): Promise<NumberTable> {
    const series = (await experimentOf(files))?.series;
    if (series && 'rows' in series) return series;
    const paths = series?.map((each) => join(dirname(files[0]!), each)) ?? files;
    const versions = await Promise.all(paths.map(versionOf));
    const together = paths.some(isParquet) ? wanted : [];
    const share = together.length > 0 || paths.some(isJson) ? 1 : 1 / (1 + wanted.length); // to find the rows of a text is as much work as to read a column
    let done = 0;
    const table = await opened.get([...versions, ...together].join('\n'), async (own) => withKeptColumns(await readTables(paths, together, { ...own, breathe })), {
      ...who, onProgress: (of) => { done = share * of; who.onProgress?.(done); },
    });
    return read.get([...versions, ...wanted].join('\n'), async ({ signal, onProgress }) => {
      const turn = async (of: number): Promise<void> => {
        onProgress(done + (1 - done) * of);
        await breathe();
        signal.throwIfAborted();
      };
      await inTurns(columnsOf(table, wanted), turn);
      return table;
    }, who);
  }

  return {
    readTable,
    async lookAt(files) {
      const experiment = await experimentOf(files);
      if (!experiment) return { paths: files };
      const { series, settings, notes, kept } = experiment;
      return { settings, notes, kept, paths: 'rows' in series ? undefined : series.map((each) => join(dirname(files[0]!), each)) };
    },
    write: (out, bytes) => replaceFile(out, bytes((path) => relative(dirname(resolve(out)), resolve(path)).replaceAll('\\', '/'))),
  };
}

const isExperiment = (file: string): boolean => /\.unfold\.json$/i.test(file);

/** @throws Error, a sentence */
async function lookAtExperiment(file: string): Promise<ReturnType<typeof labOfExperiment>> {
  const reading = readExperiment(await readFile(file, 'utf8'), { name: experimentName(file) });
  if (!reading.ok) throw new Error(`${basename(file)} has a mistake: ${reading.problems[0]!.message}`);
  return labOfExperiment(reading.experiment);
}

const versionOf = (file: string): Promise<string> => stat(file).then(({ mtimeMs, size }) => `${file}\n${mtimeMs} ${size}`, () => file);

/** Makes columns ready that a table can read by now. */
function* columnsOf({ header, reading }: NumberTable, wanted: readonly string[]): Shares<void> {
  const which = wanted.map((name) => header.indexOf(name)).filter((index) => index >= 0);
  for (const [k, index] of which.entries()) if (reading) yield* partOf(reading(index), k / which.length, 1 / which.length);
}

function withKeptColumns(table: NumberTable): NumberTable {
  const column = kept(index => table.column(index));
  return table.words ? { ...table, column, words: kept(index => table.words!(index)) } : { ...table, column };
}

/** What is cut out of a table once is kept. */
function kept<T>(cut: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const made = known.get(index) ?? cut(index);
    known.set(index, made);
    return made;
  };
}
