import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { FormatError } from '../../../core/checkpoint/formatError.ts';
import type { TensorHeader } from '../../../core/checkpoint/safetensorsHeader.ts';
import type { Spectrum } from '../../../protocol/preview.ts';
import { TensorFile } from './tensorFile.ts';

/** Rows beyond which the eigenvalues of one block take more than a few seconds: the time grows with the cube. */
export const largestOrder = 512;

type Block = Spectrum['blocks'][number];

/**
 * Eigenvalues of a square matrix `[n, n]`, or of each block of one `[n, k·n]`, as the recurrent weights of our LSTM (k = 4: i, f, g, o)
 * and GRU (k = 3: r, u, g) are laid out, or `[k·n, n]`, as PyTorch's are.
 *
 * Throws a FormatError with a sentence where the tensor is no such matrix, too large, or has elements that are not finite.
 */
export function readSpectrum(file: string, name: string): Promise<Spectrum> {
  return TensorFile.using(file, async (opened) => {
    const tensor = opened.tensor(name);
    const order = orderOf(tensor);
    const values = new Float64Array(tensor.count);
    let at = 0;
    for await (const chunk of opened.chunks(tensor)) {
      values.set(chunk, at);
      at += chunk.length;
    }
    if (!values.every(Number.isFinite)) throw new FormatError(`“${name}” has elements that are not finite, so it has no eigenvalues.`);
    return { name, blocks: await eigenvaluesOfBlocks(values, tensor, order) };
  });
}

function orderOf({ name, shape }: TensorHeader): number {
  const [rows = 0, columns = 0] = shape;
  const order = Math.min(rows, columns);
  if (shape.length !== 2 || order === 0 || (rows % order) + (columns % order) > 0) {
    throw new FormatError(`“${name}” [${shape.join(', ')}] is neither square nor made of square blocks: it has no eigenvalues.`);
  }
  if (order > largestOrder) {
    throw new FormatError(`The eigenvalues of “${name}” are not computed: of ${order} rows, more than ${largestOrder}, that takes too long.`);
  }
  return order;
}

/** Yields to other requests between blocks. */
async function eigenvaluesOfBlocks(values: Float64Array, { shape, count }: TensorHeader, n: number): Promise<Block[]> {
  const columns = shape[1]!;
  const blocks: Block[] = [];
  for (const [block, label] of labelsOf(count / n ** 2).entries()) {
    const start = columns === n ? block * n * n : block * n;
    blocks.push({ label, ...eigenvalues(values, n, columns, start) });
    await new Promise(setImmediate);
  }
  return blocks;
}

function labelsOf(blocks: number): readonly string[] {
  if (blocks === 1) return ['W'];
  if (blocks === 3) return ['r', 'u', 'g'];
  if (blocks === 4) return ['i', 'f', 'g', 'o'];
  return Array.from({ length: blocks }, (_, block) => `block ${block + 1}`);
}

function eigenvalues(values: Float64Array, n: number, columns: number, start: number): { re: number[]; im: number[] } {
  const matrix = new Matrix(n, n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix.set(i, j, values[start + i * columns + j]!);
  const { realEigenvalues: re, imaginaryEigenvalues: im } = new EigenvalueDecomposition(matrix);
  return { re, im };
}
