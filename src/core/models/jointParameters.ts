import type { Cell } from '../cells/cell.ts';
import type { Initialiser, ParameterSpec } from '../math/initialisers.ts';

/** What the first layer reads besides x, `[B, columns]` each, by the letter of its matrix: R is that of the context C, Y that of y⁽ᵗ⁻¹⁾. */
export type Joints = Readonly<Record<string, number>>;

export const columnsOf = (joints: Joints): number => Object.values(joints).reduce((sum, columns) => sum + columns, 0);

/** The matrix through which a cell reads: U, or that of the first of the feedforward layers below it. */
export const matrixOf = (parameters: readonly { readonly name: string }[]): string => (parameters.some(({ name }) => name === 'input.0.W') ? 'input.0.W' : 'U');

/** From how many steps a cell reads what is below it, each through rows of its own (a time-delay network). */
export function tapsOf({ parameters }: Pick<Cell, 'parameters'>): number {
  return parameters.find(({ name }) => name === matrixOf(parameters))?.taps ?? 1;
}

export const besides = (matrix: string, letter: string): string => matrix.replace(/[^.]*$/, letter);

/**
 * A cell's parameters where it reads several things side by side, each through a matrix of its own: x·U + y·Y is [x, y]·[U; Y].
 * @param parameters those of the cell for the whole width
 * @param taps from how many steps it reads them (a time-delay network): U₀ above U₁, Y₀ above Y₁
 */
export function jointParameters(parameters: readonly ParameterSpec[], joints: Joints, taps = 1): ParameterSpec[] {
  const matrix = matrixOf(parameters);
  return parameters.flatMap((parameter) => {
    if (parameter.name !== matrix) return [parameter];
    const [rows, columns] = parameter.shape as [number, number];
    const width = rows / taps;
    const rowsFrom = (first: number, size: number): Initialiser => atRows(parameter.initialiser, rows, row => Math.floor(row / size) * width + first + row % size);
    let from = width - columnsOf(joints);
    const own = { ...parameter, shape: [taps * from, columns], initialiser: rowsFrom(0, from) };
    const others = Object.entries(joints).map(([letter, size]) => {
      const initialiser = parameter.besides?.[letter] ?? rowsFrom(from, size);
      from += size;
      return { ...parameter, name: besides(matrix, letter), shape: [taps * size, columns], initialiser };
    });
    return [own, ...others];
  });
}

/** What says where each number stands is of the whole height: one matrix has the rows of it that are its own. @param at which of all, by its own row */
function atRows(initialiser: Initialiser, height: number, at: (row: number) => number): Initialiser {
  if (initialiser.kind === 'masked') return { ...initialiser, of: atRows(initialiser.of, height, at), keeps: (row, column) => initialiser.keeps(at(row), column) };
  if (initialiser.kind === 'identity' || initialiser.kind === 'constant') return { kind: 'rows', of: initialiser, height, at };
  return initialiser;
}
