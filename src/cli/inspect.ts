import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Moments } from '../core/checkpoint/moments.ts';
import { readChunks, readHeader } from '../core/checkpoint/readRanges.ts';
import type { ReadRange } from '../core/checkpoint/readRanges.ts';
import type { TensorHeader } from '../core/checkpoint/safetensorsHeader.ts';
import { unreadable } from '../worker/node/unreadable.ts';
import { readArguments } from './arguments.ts';
import { Complaint, exitCodes, notValid } from './complaint.ts';
import { table } from './table.ts';

/** `unfold inspect FILE` @throws Complaint, a sentence */
export async function inspect(args: string[]): Promise<number> {
  const { file, values } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (file === undefined) throw notValid('Which file? unfold inspect FILE');
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw notValid(unreadable(file, error));
  });
  try {
    const contents = await readContents(handle);
    console.log(values.json ? JSON.stringify(contents) : describe(contents));
    return exitCodes.done;
  } catch (error) {
    throw new Complaint('code' in (error as Error) ? unreadable(file, error as Error) : `${file}: ${(error as Error).message}`);
  } finally {
    await handle.close();
  }
}

interface Contents {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly Statistics[];
}

type Statistics = Awaited<ReturnType<typeof readStatistics>>;

async function readContents(handle: FileHandle): Promise<Contents> {
  const read = rangesOf(handle);
  const header = await readHeader(read, (await handle.stat()).size);
  const tensors: Statistics[] = [];
  for (const tensor of header.tensors) tensors.push(await readStatistics(read, tensor));
  return { metadata: header.metadata, tensors };
}

async function readStatistics(read: ReadRange, tensor: TensorHeader) {
  const moments = new Moments();
  for await (const values of readChunks(read, tensor)) moments.add(values);
  const { name, dtype, shape, count } = tensor;
  const { finite, min, max, mean, standardDeviation, nans, infinities } = moments;
  return { name, dtype, shape, count, ...(finite > 0 && { min, max, mean, standardDeviation }), nans, infinities };
}

const rangesOf = (handle: FileHandle): ReadRange => async (start, length) => {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  if (bytesRead < length) throw new Error('The file became shorter while it was read.');
  return buffer;
};

const columns = ['name', 'dtype', 'shape', 'count', 'min', 'mean', 'max', 'standard deviation', 'NaN'];
const short = (value: number | undefined): string => value === undefined ? '–' : String(Number(value.toPrecision(4)));

function describe({ metadata, tensors }: Contents): string {
  const rows = tensors.map(({ name, dtype, shape, count, min, mean, max, standardDeviation, nans }) =>
    [name, dtype, `[${shape.join(', ')}]`, String(count), short(min), short(mean), short(max), short(standardDeviation), String(nans)]);
  const step = metadata['unfold.step'];
  const head = step === undefined ? [] : [`A checkpoint of Unfold at step ${step}, loss ${short(Number(metadata['unfold.loss']))}.`, ''];
  return [...head, ...table([columns, ...rows], 3)].join('\n');
}
