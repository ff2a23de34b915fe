import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { clockwork } from './clockwork.ts';
import { coupledLstm } from './coupledLstm.ts';
import { gru } from './gru.ts';
import { layerNormLstm } from './layerNormLstm.ts';
import { leaky } from './leaky.ts';
import { lstm } from './lstm.ts';
import { memory } from './memory.ts';
import { minimalGated } from './minimalGated.ts';
import { ntm } from './ntm.ts';
import { own } from './own.ts';
import { peepholeLstm } from './peepholeLstm.ts';
import { perPosition } from './perPosition.ts';
import { recursive } from './recursive.ts';
import { relu } from './relu.ts';
import { reservoir } from './reservoir.ts';
import { skip } from './skip.ts';
import { tanh } from './tanh.ts';
import { timeDelay } from './timeDelay.ts';
import { treeLstm } from './treeLstm.ts';

type CellMaker<K extends CellSpec['kind']> = (spec: CellSpec & { kind: K }, inputSize: number, hiddenSize: number) => Cell;

/** Every built-in cell: one file and one line here. */
const cells: { readonly [K in CellSpec['kind']]: CellMaker<K> } = {
  tanh, relu, leaky, skip, clockwork, timeDelay, perPosition, reservoir, lstm, peepholeLstm, coupledLstm, layerNormLstm, gru, minimalGated, ntm, memory,
  recursive, treeLstm, own,
};

/** The cell an experiment asks for. */
export function makeCell(spec: CellSpec, inputSize: number, hiddenSize: number): Cell {
  const make = cells[spec.kind] as CellMaker<CellSpec['kind']>;
  return make(spec, inputSize, hiddenSize);
}
