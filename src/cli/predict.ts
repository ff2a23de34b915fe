import { readFile } from 'node:fs/promises';
import { stdout } from 'node:process';
import { numpyProgram } from '../core/checkpoint/numpyProgram.ts';
import { openTable } from '../core/data/open.ts';
import { SpecError } from '../core/spec/problem.ts';
import { columnsOf, predictSeries } from '../worker/lab/predictSeries.ts';
import type { SeriesPrediction } from '../worker/lab/predictSeries.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';

const options = { python: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

/** `unfold predict CKPT SERIES` @throws Complaint, or Error, a sentence */
export async function predict(args: string[]): Promise<number> {
  const { file, second: series, values: { python, json } } = readArguments(args, options, 2);
  if (file === undefined) throw notValid('Which checkpoint? unfold predict CKPT SERIES');
  const checkpoint = await readCheckpoint(file);
  const { column, inputs, itself } = columnsOf(checkpoint);
  if (python) {
    stdout.write(numpyProgram);
    return exitCodes.done;
  }
  if (series === undefined) throw notValid('Which series? unfold predict CKPT SERIES');
  const predicted = await openTable(series, itself ? [column, ...inputs] : inputs, path => readFile(path)).then(table => predictSeries(checkpoint, table)).catch((error: unknown) => {
    throw error instanceof SpecError ? notValid(error.message) : error;
  });
  stdout.write(`${json ? inJson(predicted) : inRows(predicted)}\n`);
  return exitCodes.done;
}

/** By the row that is spoken of, from 0; the last ones are beyond the file where the network looks ahead. */
function inRows({ column, horizon, prediction, target }: SeriesPrediction): string {
  const rows = Array.from(prediction, (value, t) => [t + horizon, ...(target ? [target[t + horizon] ?? ''] : []), value].join('\t'));
  return [['row', ...(target ? [column] : []), 'prediction'].join('\t'), ...rows].join('\n');
}

function inJson({ column, horizon, prediction, target }: SeriesPrediction): string {
  return JSON.stringify({ column, horizon, start: horizon, prediction: Array.from(prediction), ...(target && { target: Array.from(target.subarray(horizon)) }) });
}
