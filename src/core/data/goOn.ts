import type { LossKind, SeriesData } from '../spec/experiment.ts';
import { SpecError } from '../spec/problem.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Sampling } from './source.ts';

interface End {
  /** The last rows of a series, `[rows, size]`. */
  readonly x: Float32Array;
  /** Columns that are read, and how many of them are forecast. */
  readonly size: number;
  readonly forecast: number;
  readonly data: Required<SeriesData>;
  readonly loss: LossKind;
}

/** The rows after the last of a series, each forecast read as if it were the row. @returns those of the first column, as the model says them */
export async function goOn(model: { readonly sampler?: CompiledModel['sampler'] }, { x, size, forecast, data, loss }: End, rows: number, breathe: Sampling['breathe']): Promise<number[]> {
  if (model.sampler === undefined || data.horizon !== 1 || size > forecast || !data.itself || loss === 'binaryCrossEntropy') throw cannotGoOn(data.column);
  const session = model.sampler();
  try {
    let o = new Float32Array(size);
    for (let t = 0; t < x.length / size; t++) o = (await session.next(x.slice(t * size, (t + 1) * size))).slice();
    const free = [o[0]!];
    for (; free.length < rows; await breathe()) free.push((o = (await session.next(o)).slice())[0]!);
    return free;
  } finally {
    session.dispose();
  }
}

function cannotGoOn(name: string): SpecError {
  return new SpecError(`The model cannot go on after the end: only a forecast of "${name}" one row ahead (\`horizon\` 1) from itself alone can be read as the next row.`, ['data', 'horizon']);
}
