import type { ReaderRequests } from '../../../protocol/reader.ts';
import { TensorFile } from './tensorFile.ts';

/** What a file's header says, and nothing of its data. */
export function readHeader(file: string): Promise<ReaderRequests['header']['result']> {
  return TensorFile.using(file, ({ bytes, header: { tensors, metadata } }) => ({
    bytes,
    tensors: tensors.map(({ name, dtype, shape, count, bytes: size }) => ({ name, dtype, shape, count, bytes: size })),
    metadata,
  }));
}
