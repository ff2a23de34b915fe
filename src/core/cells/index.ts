import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { tanh } from './tanh.ts';

type CellMaker<K extends CellSpec['kind']> = (spec: CellSpec & { kind: K }, inputSize: number, hiddenSize: number) => Cell;

/** Every built-in cell: one file and one line here. */
const cells: { readonly [K in CellSpec['kind']]: CellMaker<K> } = { tanh, lstm, gru };

/** The cell an experiment asks for. */
export function makeCell(spec: CellSpec, inputSize: number, hiddenSize: number): Cell {
  const make = cells[spec.kind] as CellMaker<CellSpec['kind']>;
  return make(spec, inputSize, hiddenSize);
}
