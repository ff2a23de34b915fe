import type { TensorEntry } from '../../../src/protocol/preview.ts';

/** Names of recurrent weights: ours, PyTorch's, Keras'. */
const recurrentName = /(^|\.)W$|weight_hh|recurrent/;

/** Whether eigenvalues tell something: of a square matrix, or of square blocks where the name says that the weights are recurrent. */
export function hasSpectrum({ name, shape, count }: TensorEntry): boolean {
  const [rows = 0, columns = 0] = shape;
  if (shape.length !== 2 || count === 0) return false;
  if (rows === columns) return rows > 1;
  return recurrentName.test(name) && (rows % columns === 0 || columns % rows === 0);
}
